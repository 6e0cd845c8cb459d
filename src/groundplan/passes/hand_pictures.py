"""Hands and faces over skeletons, as the control models for pose were trained on them.

Source:
    `draw_handpose` and `draw_facepose` of DWPose, read in copies of `dwpose/util.py`: 20 lines of
    2 px along the digits in hues of a whole circle, blue discs of radius 4 px on the points of a
    hand, white discs of radius 3 px on those of a face; hands lie over bodies and faces over hands.
    OpenPose's `handDetect` leaves out hands whose box is smaller than 20 px.
"""

import colorsys
import math
from collections.abc import Sequence
from typing import Final

from PIL import ImageDraw

from groundplan.assets.whole_body import HAND_LINKS, WHOLE_BODY_PARTS
from groundplan.passes.keypoints import KeypointRow

__all__ = ["draw_hands_and_faces"]

Point = tuple[float, float]
Color = tuple[int, int, int]

_LINE_PX: Final = 2.0
_HAND_RADIUS_PX: Final = 4.0
_FACE_RADIUS_PX: Final = 3.0
_LEAST_BOX_PX: Final = 20.0
"""Of a hand as in the source; of a face our engineering default."""
_LEAST_SHOWN: Final = 0.34
"""Share of its points in the picture that must show for a hand or face to be found."""
_BLUE: Final[Color] = (0, 0, 255)
_WHITE: Final[Color] = (255, 255, 255)
_SIDES: Final = 24


def _hue(share: float) -> Color:
    red, green, blue = (int(255.0 * v) for v in colorsys.hsv_to_rgb(share, 1.0, 1.0))
    return (red, green, blue)


_LINE_COLORS: Final = tuple(_hue(k / len(HAND_LINKS)) for k in range(len(HAND_LINKS)))


def draw_hands_and_faces(
    draw: ImageDraw.ImageDraw, bodies: Sequence[KeypointRow], *, points: str, scale: float
) -> None:
    """Draw hands and faces of COCO-WholeBody rows; `scale` enlarges what is stated in pixels.

    `points`: `confident` draws all of a hand or face that is found, `visible` only what shows,
    `all` whatever lies in the picture.
    """
    for body in bodies:
        for part in ("lefthand", "righthand"):
            _draw_hand(draw, _chosen(body, part, points=points, scale=scale), scale=scale)
    for body in bodies:
        for point in _chosen(body, "face", points=points, scale=scale):
            if point is not None:
                draw.polygon(_disc(point, _FACE_RADIUS_PX * scale), fill=_WHITE)


def _chosen(body: KeypointRow, part: str, *, points: str, scale: float) -> list[Point | None]:
    """Return the points of a part that are drawn; none of them where it is not found."""
    rows = WHOLE_BODY_PARTS[part]
    visible, places = body.visible[rows], body.points_px[rows]
    least = 2 if points == "visible" else 1
    chosen = [p if v >= least else None for p, v in zip(places, visible, strict=True)]
    inside = [p for p in chosen if p is not None]
    if points == "all" or not inside:
        return chosen
    box = max(max(p[k] for p in inside) - min(p[k] for p in inside) for k in range(2))
    shown = sum(v == 2 for v in visible) / max(sum(v > 0 for v in visible), 1)
    found = shown >= _LEAST_SHOWN and box >= _LEAST_BOX_PX * scale
    return chosen if found else [None] * len(chosen)


def _draw_hand(draw: ImageDraw.ImageDraw, points: list[Point | None], *, scale: float) -> None:
    for (a, b), color in zip(HAND_LINKS, _LINE_COLORS, strict=True):
        start, end = points[a], points[b]
        if start is not None and end is not None and start != end:
            draw.polygon(_band(start, end, 0.5 * _LINE_PX * scale), fill=color)
    for point in points:
        if point is not None:
            draw.polygon(_disc(point, _HAND_RADIUS_PX * scale), fill=_BLUE)


def _disc(centre: Point, radius: float) -> list[Point]:
    """Return a disc, in the drawing's frame, where pixel centres are whole numbers."""
    x, y = centre[0] - 0.5, centre[1] - 0.5
    angles = (2.0 * math.pi * k / _SIDES for k in range(_SIDES))
    return [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles]


def _band(start: Point, end: Point, half: float) -> list[Point]:
    """Return a line `half` to each side, in the same frame."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = math.hypot(along_x, along_y)
    x, y = -half * along_y / length, half * along_x / length
    (ax, ay), (bx, by) = ((p[0] - 0.5, p[1] - 0.5) for p in (start, end))
    return [(ax + x, ay + y), (bx + x, by + y), (bx - x, by - y), (ax - x, ay - y)]
