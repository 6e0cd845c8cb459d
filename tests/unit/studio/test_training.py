"""Training sets of a real project: what is trained with is what will be sent."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import InputError, PlanError
from groundplan.footage.calls import MadeBy
from groundplan.footage.provenance import (
    CallProvenance,
    ClipRecord,
    Provenance,
    write_provenance,
)
from groundplan.passes.files import sha256_of
from groundplan.passes.video import encode_mp4
from groundplan.scene.library import Library
from groundplan.shader.adaptation.dataset import Dataset
from groundplan.shader.adaptation.sample import Sample
from groundplan.shader.backends.wan_vace import CAPABILITIES, WanVace
from groundplan.shader.brief import ShotBrief
from groundplan.shader.briefing import brief_of
from groundplan.shader.capabilities import WindowRule
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.wish import ShadeWish
from groundplan.studio.options import TakeOptions
from groundplan.studio.project import Project
from groundplan.studio.shading.control_pack import render_control_pack
from groundplan.studio.shading.wishing import WishWords
from groundplan.studio.take import plan_world
from groundplan.studio.training import ExportOrder, export_dataset, samples_of

WORDS = WishWords(size="64x64", frames=5)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects") / "Red Car"
    options = TakeOptions(size_px=(64, 64), seconds=1.0)
    with Project.create(folder, plan_world("A woman walks to a red car.", options=options)):
        return folder


class ShortShader(WanVace):
    """Wan VACE, had it calls of at most 9 frames that share one."""

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return a plan of short windows."""
        frames = replace(CAPABILITIES.frames, maximum=9)
        windows = WindowRule(overlap=1, anchored=True)
        short = replace(CAPABILITIES, frames=frames, windows=windows)
        return plan_for(short, brief, wish)


def _order(project: Path, **more: object) -> ExportOrder:
    return replace(ExportOrder(sources=(project,), words=WORDS), **more)


@pytest.fixture(scope="module")
def plan(project: Path) -> ShadePlan:
    with Project.open(project, writable=False) as opened:
        library = Library(opened.store.attachment)
        wish = ShadeWish(size_px=(64, 64), frame_count=5)
        return WanVace().plan(brief_of(opened.world, "s1", library=library), wish)


def _one(order: ExportOrder) -> Sample:
    (found,) = samples_of(order, WanVace())
    return found


@pytest.fixture(scope="module")
def exported(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "set"
    assert export_dataset(_order(project), WanVace(), folder, layout="groundplan") == 1
    return folder


def test_a_model_is_trained_with_what_it_will_be_sent(
    project: Path, plan: ShadePlan, exported: Path, tmp_path: Path
) -> None:
    sample = Dataset.open(exported).sample(0)
    with Project.open(project, writable=False) as opened:
        library = Library(opened.store.attachment)
        pack = render_control_pack(opened.world, plan, tmp_path / "pack", library=library)
    sent = WanVace().encode(plan, pack)
    assert np.array_equal(sample.control_clip, sent.clips["video"])
    assert sample.caption == plan.prompt
    assert np.array_equal(sample.target, pack["beauty"][:])
    assert sample.rate == Fraction(16)
    assert (sample.name, sample.source.world_hash) == ("00000-red-car-sh010-0", plan.world_hash)
    assert sample.licence == "rendered here by groundplan from this project"


def test_a_long_shot_becomes_an_item_per_window(project: Path) -> None:
    order = replace(_order(project), words=WishWords(size="64x64"))
    found = list(samples_of(order, ShortShader()))
    assert [one.source.window_first for one in found] == [0, 8, 16, 24]
    assert {one.target.shape for one in found} == {(9, 64, 64, 3)}
    assert np.array_equal(found[0].target[-1], found[1].target[0])


def _video(*, frames: int = 5, rate: int = 16) -> bytes:
    t, y, x = np.mgrid[0:frames, 0:64, 0:64]
    clip = np.stack([x * 3 + t, y * 3, x * 0 + 90], axis=-1).astype(np.uint8)
    return encode_mp4(clip, rate=Fraction(rate))


def test_a_video_that_a_person_gives_is_the_target(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "real.mp4"
    path.write_bytes(_video())
    sample = _one(_order(project, target="video", video=path, licence="CC-BY-4.0"))
    assert np.abs(sample.target[0, 32, 32].astype(int) - (96, 96, 90)).max() < 24
    assert (sample.source.target_name, sample.licence) == ("real.mp4", "CC-BY-4.0")
    assert sample.source.target_sha256 == sha256_of(path.read_bytes())


@pytest.mark.parametrize(
    ("frames", "rate", "says"),
    [(9, 16, "frames"), (4, 16, "number of frames than the plan: 4; give 5"), (5, 24, "rate")],
    ids=["longer", "shorter", "rate"],
)
def test_a_video_of_another_form_is_refused(
    project: Path, tmp_path: Path, frames: int, rate: int, says: str
) -> None:
    path = tmp_path / "real.mp4"
    path.write_bytes(_video(frames=frames, rate=rate))
    with pytest.raises(InputError, match=says):
        _one(_order(project, target="video", video=path))


def _film(project: Path, number: int, *, world_hash: str) -> None:
    data = _video()
    clip = project / f"footage/s1/{number:03d}.mp4"
    clip.parent.mkdir(parents=True, exist_ok=True)
    clip.write_bytes(data)
    sha = sha256_of(data)
    write_provenance(
        clip,
        Provenance(
            groundplan="0", key=sha, world_hash=world_hash, pack_hash=sha, shot="s1",
            backend="embedded", capabilities_version="1", seed=0, prompt="", negative="", plan={},
            calls=(CallProvenance(window=0, ledger=1, sent={}, output=sha, made_by=MadeBy()),),
            clip=ClipRecord(
                sha256=sha, size_bytes=len(data), size_px=(64, 64), rate=(16, 1), frame_count=5,
                as_delivered=False,
            ),
        ),
    )  # fmt: skip


def test_footage_is_the_target_if_it_shows_this_world(project: Path, plan: ShadePlan) -> None:
    with pytest.raises(InputError, match="has no footage"):
        _one(_order(project, target="footage"))
    _film(project, 1, world_hash=plan.world_hash)
    sample = _one(_order(project, target="footage"))
    assert sample.source.target_name == "001.mp4"
    assert sample.licence.startswith("footage of embedded")
    with pytest.raises(InputError, match="has no accepted footage"):
        _one(_order(project, target="footage", accepted=True))
    _film(project, 2, world_hash="0" * 64)
    with pytest.raises(InputError, match="before the world was changed"):
        _one(_order(project, target="footage"))


def test_a_dataset_is_a_source_too(exported: Path, tmp_path: Path) -> None:
    again = _order(exported)
    assert export_dataset(again, WanVace(), tmp_path / "two", layout="groundplan") == 1
    assert Dataset.open(tmp_path / "two").sha256 == Dataset.open(exported).sha256


def test_a_wish_that_the_model_does_not_take_is_refused_before_rendering(
    project: Path, tmp_path: Path
) -> None:
    order = replace(_order(project), words=WishWords(frames=6))
    with pytest.raises(PlanError, match="give 5 or 9"):
        export_dataset(order, WanVace(), tmp_path / "set", layout="groundplan")
    assert not (tmp_path / "set").exists()


def test_orders_that_make_no_sense_are_refused(project: Path, tmp_path: Path) -> None:
    video = tmp_path / "real.mp4"
    video.write_bytes(_video())
    for order in (
        _order(project, sources=()),
        _order(project, target="video"),
        _order(project, target="video", video=video, sources=(project, project)),
    ):
        with pytest.raises(InputError):
            list(samples_of(order, WanVace()))
