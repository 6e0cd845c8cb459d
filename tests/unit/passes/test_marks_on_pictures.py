"""Guides, burn-ins, slates and lens distortion, in pixels."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from jaxtyping import Float, UInt8
from PIL import Image
from tests.unit.passes.conftest import camera_pose, make_stage

from groundplan.geometry.camera import project
from groundplan.passes.burn_in import BurnIn, burned
from groundplan.passes.contact_sheet import SheetSource, contact_sheet
from groundplan.passes.guide_marks import guide_box_px, with_guides
from groundplan.passes.lens_look import LensLook, distortion_of, widened
from groundplan.passes.lettering import font, wrapped
from groundplan.passes.slate import slate_card
from groundplan.passes.writer import PackInfo
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Pass, Renderer, RenderOptions
from groundplan.scene.stage import CameraPose, Stage
from groundplan.units import Subframes

SIZE = (320, 180)


def grey(size: tuple[int, int] = SIZE) -> np.ndarray:
    return np.full((size[1], size[0], 3), 128, dtype=np.uint8)


def test_a_scope_guide_stands_on_the_rows_that_it_keeps() -> None:
    # 320 / 2.39 = 133.9 rows of 180: from 23 to 156.
    assert guide_box_px(SIZE, 2.39, pixel_aspect=1.0) == (0, 23, 319, 156)
    marked = with_guides(grey(), (2.39,))
    rows = np.nonzero(np.any(marked[:, 160] != 128, axis=-1))[0]
    assert {23, 156} <= set(rows.tolist())
    assert rows.min() == 23
    assert rows.max() == 156


def test_wide_pixels_move_the_guide() -> None:
    # 320 x 180 of pixels 4:3 wide are 2.370:1 as shown: almost all rows are kept.
    assert guide_box_px(SIZE, 2.39, pixel_aspect=4 / 3)[1] == 1


def test_without_guides_a_picture_is_left_alone() -> None:
    picture = grey()
    assert with_guides(picture, ()) is picture
    safe = with_guides(picture, (), safe=True)
    assert np.any(safe[90, round(0.035 * 320)] != 128), "action safe, 93 %"
    assert np.any(safe[90, round(0.05 * 320)] != 128), "title safe, 90 %"


def test_words_are_burned_into_strips_and_the_picture_between_is_kept() -> None:
    words = BurnIn(top_left="SH010", top_right="01:00:00:00", bottom_right="1001")
    drawn = burned(grey(), words)
    strip = 13
    assert np.all(drawn[strip:-strip] == 128)
    assert drawn[:strip].max() > 200
    assert drawn[-strip:, 200:].max() > 200
    assert drawn[-strip:, :150].max() < 128, "nothing was to be said there"


def test_a_subtitle_stands_above_the_lower_strip_in_the_middle() -> None:
    plain, spoken = burned(grey(), BurnIn()), burned(grey(), BurnIn(subtitle="ANNA: Here I am."))
    rows, columns = np.nonzero(np.any(plain != spoken, axis=-1))
    assert 130 < rows.min() < rows.max() < 167
    assert abs(0.5 * (columns.min() + columns.max()) - 160) < 3


def test_a_long_line_is_wrapped_and_what_does_not_fit_is_cut() -> None:
    lines = wrapped("word " * 100, font(12), 200, most_lines=2)
    assert len(lines) == 2
    assert lines[1].endswith("...")
    assert all(font(12).getlength(line) <= 200 for line in lines)


def test_a_slate_fills_the_picture_and_shows_every_row() -> None:
    rows = ((("production", "film"),), (("scene", "1"), ("shot", "SH010")), (("take", "2"),))
    card = slate_card(SIZE, rows)
    assert card.shape == (180, 320, 3)
    for k in range(3):
        top = 27 + 51 * k
        assert card[top + 4 : top + 48].max() > 230, k
    assert np.array_equal(card, slate_card(SIZE, rows))


def test_guides_are_drawn_on_the_sheet_only_where_asked(stage: Stage, renderer: Renderer) -> None:
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}))
    frames = list(renderer.render(stage, range(5), options=options))

    def read(name: Pass, index: int) -> np.ndarray:
        del name, index
        return grey()

    source = SheetSource(
        info=PackInfo.of(stage, renderer, options),
        read=read,
        camera=lambda i: frames[i].camera,
    )
    plain, marked = contact_sheet(source), contact_sheet(replace(source, guides=(1.0,)))
    assert plain != marked
    assert plain == contact_sheet(source)


def bent(**numbers: float) -> CameraPose:
    k = {"k1": 0.0, "k2": 0.0, "p1": 0.0, "p2": 0.0, "k3": 0.0} | numbers
    own = camera_pose(0, SIZE)
    return replace(own, distortion=(k["k1"], k["k2"], k["p1"], k["p2"], k["k3"]))


def dot(at: Float[np.ndarray, " 2"], size: tuple[int, int]) -> np.ndarray:
    """Return a soft white dot on black around a place [px]."""
    x, y = np.meshgrid(np.arange(size[0]) + 0.5, np.arange(size[1]) + 0.5)
    light = np.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / 8.0)
    return np.repeat((255 * light)[..., None], 3, axis=-1).astype(np.uint8)


def centre(picture: UInt8[np.ndarray, "height width 3"]) -> Float[np.ndarray, " 2"]:
    weight = picture[..., 0].astype(np.float64) ** 2
    x, y = np.meshgrid(np.arange(SIZE[0]) + 0.5, np.arange(SIZE[1]) + 0.5)
    total = float(np.sum(weight))
    return np.array([float(np.sum(x * weight)) / total, float(np.sum(y * weight)) / total])


@pytest.mark.parametrize("lens", [{"k1": -0.4}, {"k1": 0.3, "k2": -0.1}, {"p1": 0.05, "k1": -0.2}])
@pytest.mark.parametrize("point", [(0.05, 0.04, -1.0), (-0.36, 0.2, -1.0), (0.3, -0.19, -1.0)])
def test_a_point_is_drawn_where_it_projects_through_the_lens(
    lens: dict[str, float], point: tuple[float, float, float]
) -> None:
    pose = bent(**lens)
    look = LensLook(SIZE, [pose])
    at = np.array(point)
    ideal = project(at, pose.intrinsics_px) + look.margin
    wide = dot(ideal, (SIZE[0] + 2 * look.margin, SIZE[1] + 2 * look.margin))
    wanted = project(at, pose.intrinsics_px, distortion=distortion_of(pose))
    assert np.linalg.norm(ideal - look.margin - wanted) > 0.001
    assert centre(look.drawn(wide, pose)) == pytest.approx(wanted, abs=0.1)


def test_a_barrel_needs_a_margin_and_a_perfect_lens_none() -> None:
    assert LensLook(SIZE, [bent()]).margin == 0
    assert LensLook(SIZE, [bent(k1=0.3)]).margin == 0, "a pincushion looks inside the picture"
    # At the corner r = hypot(160, 90) / 384 = 0.478: r (1 - 0.4 r^2) puts it 9 % inside.
    assert 15 < LensLook(SIZE, [bent(k1=-0.4)]).margin < 25


class Interrupted(tuple[float, ...]):  # noqa: SLOT001  (it carries a turn)
    """Numbers of a lens; while they are compared, another thread has its turn."""

    turn: Callable[[], object]

    def __eq__(self, other: object) -> bool:
        self.turn()
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return super().__hash__()


def test_threads_that_draw_with_two_lenses_do_not_mix_them() -> None:
    one, other = bent(k1=-0.4), bent(k1=-0.1)
    look = LensLook(SIZE, [one, other])
    size = (SIZE[0] + 2 * look.margin, SIZE[1] + 2 * look.margin)
    wide = dot(np.array([60.0, 40.0]) + look.margin, size)
    alone = look.drawn(wide, one)
    numbers = Interrupted(one.distortion)
    numbers.turn = lambda: look.drawn(wide, other)
    assert np.array_equal(look.drawn(wide, replace(one, distortion=numbers)), alone)  # pyright: ignore[reportArgumentType]


def test_a_perfect_lens_crops_the_margin_away() -> None:
    look = LensLook(SIZE, [bent(k1=-0.4)])
    m = look.margin
    wide = np.random.default_rng(2).integers(0, 255, (180 + 2 * m, 320 + 2 * m, 3), dtype=np.uint8)
    assert np.array_equal(look.drawn(wide, bent()), wide[m:-m, m:-m])


def test_a_wider_stage_shows_the_same_in_its_middle() -> None:
    renderer, stage = NumbaRenderer(), make_stage(SIZE)
    options = RenderOptions(passes=frozenset({Pass.INSTANCE}))
    wide = widened(stage, 10)
    assert wide.size_px == (340, 200)
    plain = next(iter(renderer.render(stage, [2], options=options))).instance
    more = next(iter(renderer.render(wide, [2], options=options))).instance
    assert plain is not None
    assert more is not None
    assert np.array_equal(more[10:-10, 10:-10], plain)
    assert wide.pose(Subframes(0)).camera.focal_mm == stage.pose(Subframes(0)).camera.focal_mm


def test_marks_are_plain_pictures_that_pillow_can_write() -> None:
    for picture in (with_guides(grey(), (1.0,)), burned(grey(), BurnIn(top_left="a"))):
        assert picture.dtype == np.uint8
        assert Image.fromarray(picture).size == SIZE
