"""Layout controls: outlines as OpenCV strokes them, tracks as VACE steps them."""

from typing import Final

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from jaxtyping import UInt8

from groundplan.shader.encoders.layout import PixelBox, box_frame, contour_frame, linear_boxes

BOX: Final = """
................
................
....#######.....
...#########....
...#########....
...###...###....
...###...###....
...#########....
...#########....
....#######.....
................
................
"""
"""`cv2.rectangle(canvas, (4, 3), (10, 8), (0, 0, 0), 2)` of OpenCV 5.0.0 and 4.10.0."""

CONTOURS: Final = """
..................
..................
.....######.......
....########......
...##########.....
...##########.....
...##########.....
...##########.....
...##########.....
....########..#...
.....######..###..
............#####.
.............###..
..............#...
"""
"""`cv2.drawContours(..., thickness=3)` of the outer contours of `THINGS`, by the same."""

SIDES = st.integers(-30, 60)


def drawn(picture: UInt8[np.ndarray, "height width 3"]) -> str:
    assert set(np.unique(picture)) <= {0, 255}
    rows = ("".join("#" if v == 0 else "." for v in row) for row in picture[..., 0].tolist())
    return "\n" + "\n".join(rows) + "\n"


def test_a_box_is_stroked_as_opencv_strokes_it() -> None:
    assert drawn(box_frame([(4, 3, 10, 8)], size_px=(16, 12))) == BOX


def test_contours_are_stroked_as_opencv_strokes_them_and_holes_are_left_out() -> None:
    things = np.zeros((14, 18), dtype=np.uint16)
    things[4:9, 5:11] = 4
    things[6, 7] = 2
    things[11, 14] = 4
    assert drawn(contour_frame(things, [4])) == CONTOURS


def test_what_is_inside_a_hole_has_no_contour_of_its_own() -> None:
    things = np.zeros((21, 21), dtype=np.uint16)
    things[2:19, 2:19] = 1
    things[5:16, 5:16] = 0
    ring = contour_frame(things, [1])
    things[10, 10] = 1
    assert np.array_equal(contour_frame(things, [1]), ring)


def test_a_thing_at_the_edge_of_the_picture_is_outlined_there() -> None:
    things = np.ones((9, 9), dtype=np.uint16)
    picture = contour_frame(things, [1])
    assert (picture[:3] == 0).all()
    assert (picture[3:-3, 3:-3] == 255).all()


def test_no_things_leave_the_canvas_white() -> None:
    assert (box_frame([], size_px=(8, 6)) == 255).all()
    assert (contour_frame(np.zeros((6, 8), dtype=np.uint16), [1]) == 255).all()


def test_a_box_that_ends_at_the_edge_of_the_picture_shows_there() -> None:
    picture = box_frame([(0, 0, 16, 12)], size_px=(16, 12))
    assert (picture[:2] == 0).all()
    assert (picture[11] == 0).all()
    assert (picture[10, 2:14] == 255).all()


@given(SIDES, SIDES, SIDES, SIDES)
def test_boxes_may_lie_anywhere(x: int, y: int, w: int, h: int) -> None:
    box = (x, y, x + abs(w), y + abs(h))
    wide = box_frame([(x + 100, y + 100, box[2] + 100, box[3] + 100)], size_px=(320, 320))
    assert np.array_equal(box_frame([box], size_px=(24, 16)), wide[100:116, 100:124])


def test_the_last_frame_of_a_linear_track_stops_one_step_short() -> None:
    start, end = (0.0, 0.0, 10.0, 10.0), (40.0, 20.0, 70.0, 50.0)
    boxes: list[PixelBox] = linear_boxes(start, end, count=4)
    assert boxes == [(0, 0, 10, 10), (10, 5, 25, 20), (20, 10, 40, 30), (30, 15, 55, 40)]


def test_a_linear_track_is_cut_to_whole_pixels() -> None:
    boxes = linear_boxes((0.0, 0.0, 1.0, 1.0), (1.0, -1.0, 2.0, 0.0), count=3)
    # Cut towards zero: -0.67 becomes 0.
    assert [box[:2] for box in boxes] == [(0, 0), (0, 0), (0, 0)]
