"""Skeletons on black, as the control models for pose were trained on them.

Source:
    People: `draw_bodypose` of DWPose, read in huggingface/controlnet_aux,
    `src/controlnet_aux/dwpose/util.py`: 17 limbs as filled ellipses 4 px to each side of the line
    in order, the canvas then times 0.6, joints as full-bright discs of radius 4 px above them.
    Animals: links and colours of MMPose `configs/_base_/datasets/ap10k.py`, drawn alike.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw

from groundplan.assets.keypoints import FACE_POINTS, SCHEMES, SchemeName
from groundplan.passes.hand_pictures import draw_hands_and_faces
from groundplan.passes.keypoints import KeypointRow

__all__ = ["POSE_PARTS", "POSE_POINTS", "PoseParts", "PosePoints", "pose_picture"]

PosePoints = Literal["confident", "all", "visible"]
POSE_POINTS: Final[tuple[PosePoints, ...]] = ("confident", "all", "visible")
"""Which points in the picture are drawn. `confident`, the default, is what an estimator finds: what
shows; no face that looks away or is hidden; other hidden points where the body as a whole shows."""

PoseParts = Literal["whole", "body"]
POSE_PARTS: Final[tuple[PoseParts, ...]] = ("whole", "body")
"""What people's poses show: hands and faces too, as DWPose draws them, or the body alone."""

Color = tuple[int, int, int]
Point = tuple[float, float]

_HALF_WIDTH_PX: Final = 4.0
_TRAINED_SIDE_PX: Final = 512.0
"""Short side of the pictures that the sizes in pixels were chosen for; larger ones scale them."""
_LEAST_SHOWN: Final = 0.34
"""Share of its points in the picture that other things must leave free for a body to be found."""
_LIMB_SHARE: Final = 0.6
_SIDES: Final = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    links: tuple[tuple[int, int], ...]
    link_colors: tuple[Color, ...]
    joint_colors: tuple[Color, ...]


_RAINBOW: Final[tuple[Color, ...]] = (
    (255, 0, 0), (255, 85, 0), (255, 170, 0), (255, 255, 0), (170, 255, 0), (85, 255, 0),
    (0, 255, 0), (0, 255, 85), (0, 255, 170), (0, 255, 255), (0, 170, 255), (0, 85, 255),
    (0, 0, 255), (85, 0, 255), (170, 0, 255), (255, 0, 255), (255, 0, 170), (255, 0, 85),
)  # fmt: skip
_PEOPLE: Final = _Style(
    links=(
        (1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (6, 7), (1, 8), (8, 9), (9, 10), (1, 11), (11, 12),
        (12, 13), (1, 0), (0, 14), (14, 16), (0, 15), (15, 17),
    ),
    link_colors=_RAINBOW[:17],
    joint_colors=_RAINBOW,
)  # fmt: skip

_BLUE: Final = (0, 0, 255)
_GREEN: Final = (0, 255, 0)
_CYAN: Final = (0, 255, 255)
_AZURE: Final = (6, 156, 250)
_SKY: Final = (51, 153, 255)
_ORANGE: Final = (255, 128, 0)
_ANIMALS: Final = _Style(
    links=(
        (0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (5, 6), (6, 7), (3, 8), (8, 9), (9, 10),
        (4, 11), (11, 12), (12, 13), (4, 14), (14, 15), (15, 16),
    ),
    link_colors=(
        _BLUE, _BLUE, _BLUE, _GREEN, _GREEN, _CYAN, _CYAN, _CYAN, _AZURE, _AZURE, _AZURE, _CYAN,
        _CYAN, _CYAN, _AZURE, _AZURE, _AZURE,
    ),
    joint_colors=(
        _GREEN, _ORANGE, _SKY, _SKY, _SKY, _SKY, _SKY, _GREEN, _GREEN, _ORANGE, _GREEN, _ORANGE,
        _ORANGE, _GREEN, _GREEN, _GREEN, _GREEN,
    ),
)  # fmt: skip
_STYLES: Final[dict[Literal["openpose18", "ap10k"], _Style]] = {
    "openpose18": _PEOPLE,
    "ap10k": _ANIMALS,
}


def pose_picture(
    bodies: Sequence[KeypointRow],
    scheme: Literal["openpose18", "ap10k"],
    *,
    size_px: tuple[int, int],
    points: PosePoints = "confident",
    whole: Sequence[KeypointRow] = (),
    scale: float | None = None,
) -> UInt8[np.ndarray, "height width 3"]:
    """Return the skeletons of all bodies on black; later bodies lie above earlier ones.

    `whole` are rows of COCO-WholeBody whose hands and faces are drawn over them; `scale` enlarges
    what is stated in pixels: by the short side over 512 px, never below 1, where it is None.
    """
    style = _STYLES[scheme]
    shown = [_shown(body, scheme, points) for body in bodies]
    scale = max(1.0, min(size_px) / _TRAINED_SIDE_PX) if scale is None else scale
    half = _HALF_WIDTH_PX * scale
    canvas = Image.new("RGB", size_px)
    draw = ImageDraw.Draw(canvas)
    for (a, b), color in zip(style.links, style.link_colors, strict=True):
        for body in shown:
            start, end = body[a], body[b]
            if start is not None and end is not None:
                draw.polygon(_ellipse(start, end, half), fill=_dimmed(color))
    for k, color in enumerate(style.joint_colors):
        for body in shown:
            if (centre := body[k]) is not None:
                draw.polygon(_ellipse(centre, centre, half), fill=color)
    draw_hands_and_faces(draw, whole, points=points, scale=scale)
    return np.array(canvas, dtype=np.uint8)


def _shown(body: KeypointRow, scheme: SchemeName, points: PosePoints) -> list[Point | None]:
    drawn: list[Point | None] = []
    inside = sum(visible > 0 for visible in body.visible)
    clear = sum(v == 2 for v in body.visible) + sum(body.behind_self)
    found = clear >= _LEAST_SHOWN * inside
    for name, px, visible in zip(SCHEMES[scheme], body.points_px, body.visible, strict=True):
        confident = visible == 2 or (found and visible == 1 and name not in FACE_POINTS)
        chosen = {"confident": confident, "all": visible > 0, "visible": visible == 2}[points]
        drawn.append(px if chosen else None)
    return drawn


def _ellipse(start: Point, end: Point, half: float) -> list[Point]:
    """Return an ellipse along a line, `half` to each side; a disc where the line is a point.

    Corners are in the drawing's own frame, where pixel centres are whole numbers.
    """
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = math.hypot(along_x, along_y)
    reach = max(0.5 * length, half if length == 0.0 else 0.0)
    cos, sin = (along_x / length, along_y / length) if length > 0.0 else (1.0, 0.0)
    x, y = 0.5 * (start[0] + end[0]) - 0.5, 0.5 * (start[1] + end[1]) - 0.5
    corners: list[Point] = []
    for k in range(_SIDES):
        u = reach * math.cos(2.0 * math.pi * k / _SIDES)
        v = half * math.sin(2.0 * math.pi * k / _SIDES)
        corners.append((x + cos * u - sin * v, y + sin * u + cos * v))
    return corners


def _dimmed(color: Color) -> Color:
    red, green, blue = (int(_LIMB_SHARE * value) for value in color)
    return (red, green, blue)
