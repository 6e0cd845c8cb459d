"""Every picture control of a real pack: right frames, right size, and the same in every window."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from tests.unit.studio.small_film import ANNA, BEN, GROUND, small_film

from groundplan.errors import PlanError
from groundplan.passes.joints import PosedJoints
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.conforming import Form, conformed_shot
from groundplan.shader.encoders.control_clips import PICTURE_CONTROLS, ControlStyle, control_clip
from groundplan.shader.encoders.depth import depth_grey
from groundplan.shader.encoders.flow import flow_colors
from groundplan.shader.encoders.pose import PoseStyle, SkeletonFrames
from groundplan.shader.intents import CONTROLS, Control
from groundplan.shader.plan import Window
from groundplan.studio.registry import renderer

SIZE = (160, 96)
FRAMES = 4
ALL = Window(first=0, count=FRAMES)
STYLES: list[tuple[Control, ControlStyle]] = [
    *((control, ControlStyle()) for control in PICTURE_CONTROLS if control != "tracks"),
    ("depth", ControlStyle(depth_range="clip")),
    ("layout", ControlStyle(outlines="contours")),
    ("pose", ControlStyle(pose_parts="body_face", pose_drawn_at_px=1024)),
]

PASSES = frozenset({Pass.BEAUTY, Pass.DEPTH, Pass.NORMAL, Pass.INSTANCE, Pass.FLOW_FWD, Pass.POSE})


def pack_of(folder: Path, passes: frozenset[Pass]) -> ControlPack:
    world = small_film(auto_exposure=True)
    form = Form(size_px=SIZE, rate=Fraction(4), frame_count=FRAMES)
    shot = conformed_shot(world, "s1", form)
    write_pack(
        renderer("numba"),
        shot.stage,
        folder,
        options=PackOptions(
            render=RenderOptions(passes=passes),
            threads=1,
            previews=(),
            contact_sheet=False,
            tracks_per_entity=8,
        ),
        joints_at=lambda time: {k: PosedJoints(*v) for k, v in shot.bodies(time).items()},
    )
    return ControlPack.open(folder)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> ControlPack:
    """Return a dolly in on two people, four frames of 160x96 px."""
    return pack_of(tmp_path_factory.mktemp("control") / "pack", PASSES)


@pytest.mark.parametrize("control", PICTURE_CONTROLS)
def test_a_clip_has_the_windows_frames_at_the_packs_size(
    pack: ControlPack, control: Control
) -> None:
    clip = control_clip(control, pack, Window(first=1, count=2))
    assert (clip.shape, clip.dtype) == ((2, 96, 160, 3), np.uint8)
    assert clip.flags.c_contiguous


@pytest.mark.parametrize(("control", "style"), STYLES)
def test_windows_agree_where_they_overlap(
    pack: ControlPack, control: Control, style: ControlStyle
) -> None:
    # Tracks are coloured by where they are in the window's first frame, as their model wants it.
    whole = control_clip(control, pack, ALL, style=style)
    part = control_clip(control, pack, Window(first=2, count=2), style=style)
    assert np.array_equal(part, whole[2:])
    assert whole.any()


@pytest.mark.parametrize("control", PICTURE_CONTROLS)
def test_half_size_is_half_of_every_side(pack: ControlPack, control: Control) -> None:
    clip = control_clip(control, pack, ALL, style=ControlStyle(half_size=True))
    assert clip.shape == (FRAMES, 48, 80, 3)


def test_rgb_is_the_previz_as_it_is(pack: ControlPack) -> None:
    assert np.array_equal(control_clip("rgb", pack, ALL), pack["beauty"][:])


def test_half_of_the_previz_is_the_exact_mean(pack: ControlPack) -> None:
    half = control_clip("rgb", pack, ALL, style=ControlStyle(half_size=True))
    beauty = pack["beauty"][:].astype(float)
    mean = beauty.reshape(FRAMES, 48, 2, 80, 2, 3).mean(axis=(2, 4))
    assert np.array_equal(half, np.floor(mean + 0.5).astype(np.uint8))


def test_a_dolly_in_changes_depth_over_the_clip_and_not_by_the_frame(pack: ControlPack) -> None:
    """The nearest person is 255 in every frame by the frame, and grows nearer by the clip."""
    by_frame = control_clip("depth", pack, ALL)
    by_clip = control_clip("depth", pack, ALL, style=ControlStyle(depth_range="clip"))
    brightest = by_clip.reshape(FRAMES, -1).max(axis=1).tolist()
    assert by_frame.reshape(FRAMES, -1).max(axis=1).tolist() == [255] * FRAMES
    assert brightest == sorted(brightest)
    assert brightest[0] < 230
    assert brightest[-1] == 255
    nearest = [1.0 / float(depth.min()) for depth in pack["depth"]]
    assert brightest[0] == int(255.0 * nearest[0] / nearest[-1])


def test_depth_by_the_frame_is_the_encoder_on_each_frame(pack: ControlPack) -> None:
    clip = control_clip("depth", pack, ALL)
    assert all(np.array_equal(clip[k], depth_grey(pack["depth"][k])) for k in range(FRAMES))


def test_flow_of_frame_k_is_the_flow_from_the_frame_before(pack: ControlPack) -> None:
    clip = control_clip("flow", pack, ALL)
    expected = [flow_colors(pack["flow_fwd"][k]) for k in (0, 0, 1, 2)]
    assert np.array_equal(clip, np.stack(expected))


def test_poses_drawn_anew_are_those_that_the_pack_was_written_with(pack: ControlPack) -> None:
    own = {one.entity: frozenset({one.instance}) for one in pack.manifest.instances}
    skeletons = SkeletonFrames(pack.keypoints, own, size_px=SIZE, style=PoseStyle())
    redrawn = [skeletons(k, pack["instance"][k]) for k in range(FRAMES)]
    assert np.array_equal(np.stack(redrawn), pack["pose"][:])
    assert np.array_equal(control_clip("pose", pack, ALL), pack["pose"][:])


def test_layout_shows_people_and_no_ground(pack: ControlPack) -> None:
    everyone = control_clip("layout", pack, ALL)
    named = control_clip("layout", pack, ALL, style=ControlStyle(layout_of=(ANNA, BEN)))
    assert np.array_equal(everyone, named)
    ground = control_clip("layout", pack, ALL, style=ControlStyle(layout_of=(GROUND,)))
    assert not np.array_equal(everyone, ground)


def test_layout_of_someone_who_is_not_there_is_refused(pack: ControlPack) -> None:
    with pytest.raises(PlanError, match="no NOBODY in this shot"):
        control_clip("layout", pack, ALL, style=ControlStyle(layout_of=("NOBODY",)))


def test_every_thing_that_shows_has_its_own_colour(pack: ControlPack) -> None:
    clip, instance = control_clip("seg", pack, ALL), pack["instance"][:]
    seen = {tuple(clip[instance == key][0].tolist()) for key in np.unique(instance)}
    assert len(seen) == len(np.unique(instance))
    assert not clip[instance == 0].any()


@pytest.mark.parametrize("control", sorted(set(CONTROLS) - set(PICTURE_CONTROLS)))
def test_what_is_no_picture_is_refused(pack: ControlPack, control: Control) -> None:
    with pytest.raises(PlanError, match=f"{control} is no picture"):
        control_clip(control, pack, ALL)


@pytest.mark.parametrize("window", [(-1, 2), (0, 0), (3, 2)])
def test_frames_that_the_pack_has_not_are_refused(
    pack: ControlPack, window: tuple[int, int]
) -> None:
    with pytest.raises(PlanError, match="give frames from 0 to 3"):
        control_clip("rgb", pack, Window(first=window[0], count=window[1]))


def test_a_pass_that_the_pack_has_not_is_named(tmp_path: Path) -> None:
    bare = pack_of(tmp_path / "bare", frozenset({Pass.BEAUTY, Pass.DEPTH, Pass.INSTANCE}))
    lacking: list[tuple[Control, str]] = [
        ("flow", "flow_fwd"), ("scribble", "normal"), ("pose", "pose"),
    ]  # fmt: skip
    for control, missing in lacking:
        with pytest.raises(PlanError, match=f"lacks {missing}"):
            control_clip(control, bare, Window(first=0, count=1))
