"""Decoded frames to sRGB as a screen shows it: matrix, range, alpha and rotation honoured."""
# PyAV's planes and arrays are generics without arguments.
# pyright: reportUnknownMemberType=false

from typing import TYPE_CHECKING, Final

import numpy as np
from jaxtyping import UInt8

from groundplan.adherence.clip.aligned import ClipFinding
from groundplan.errors import InputError

if TYPE_CHECKING:
    import av

__all__ = ["check_picture", "looks_of", "luma_of", "srgb_of", "turns_of"]

_HDR: Final = {8: "linear light", 9: "log", 10: "log", 16: "HDR (PQ)", 17: "DCI", 18: "HDR (HLG)"}
_WIDE_GAMUTS: Final = {9: "BT.2020", 11: "DCI-P3", 12: "Display P3"}
_MATRICES: Final = {1: 1, 4: 4, 5: 5, 6: 5, 7: 7, 9: 9, 10: 9}
"""swscale's number of the matrix by the stream's.

Source:
    ITU-T H.273, tables 2 to 4 (primaries, transfer, matrix): 1 BT.709, 5 and 6 BT.601, 7 SMPTE
    240M, 9 and 10 BT.2020; swscale.h counts the same but for BT.601.
"""
_UNSPECIFIED: Final = 2
_BT709, _BT601 = 1, 5
_HD_LINES: Final = 720
"""From here on a picture without a matrix is taken for BT.709, below for BT.601: players' rule."""
_FULL: Final = 2
_SCALER: Final = 0x2 | 0x2000 | 0x40000 | 0x80000
"""Bilinear chroma, whole chroma, exact rounding, the same bits on every processor (swscale.h)."""


def check_picture(picture: "av.VideoFrame") -> None:
    """Refuse what can't be shown as sRGB.

    Raises:
        InputError: Its light is not for a common screen, or its colours can't be read.
    """
    if picture.color_trc in _HDR:
        raise InputError(
            f"the clip is in {_HDR[picture.color_trc]}",
            "give it graded for common screens (SDR, sRGB or BT.709)",
        )
    if not _is_rgb(picture) and picture.colorspace not in {0, _UNSPECIFIED, *_MATRICES}:
        raise InputError(
            f"the clip has colour matrix {picture.colorspace}, which is not read",
            "encode it with BT.709",
        )
    if _degrees_off(picture):
        raise InputError(
            f"the clip is tagged to be turned by {picture.rotation} degrees",
            "turn it upright: only quarter turns are undone",
        )


def looks_of(picture: "av.VideoFrame") -> tuple[ClipFinding, ...]:
    """Return what a person should know of how a clip's pictures are stored, from its first."""
    found: list[ClipFinding] = []
    if not _is_rgb(picture) and _is_colored(picture) and picture.colorspace not in _MATRICES:
        name = "BT.709" if _matrix(picture) == _BT709 else "BT.601"
        says = f"the file names no colour matrix; {name} is taken, as players do"
        found.append(ClipFinding(code="clip.matrix", says=says))
    if picture.color_primaries in _WIDE_GAMUTS:
        says = f"colours are {_WIDE_GAMUTS[picture.color_primaries]}, read as if they were sRGB"
        found.append(ClipFinding(code="clip.gamut", says=says))
    if turns := turns_of(picture):
        says = f"the file asks for a turn by {90 * turns} degrees counter-clockwise; it was made"
        found.append(ClipFinding(code="clip.rotated", says=says))
    return tuple(found)


def turns_of(picture: "av.VideoFrame") -> int:
    """Return quarter turns counter-clockwise that show it upright, 0 to 3."""
    return round(picture.rotation / 90) % 4


def srgb_of(picture: "av.VideoFrame") -> tuple[UInt8[np.ndarray, "height width 3"], bool]:
    """Return the stored picture as sRGB, turned upright, and whether black shows through it.

    Alpha is straight, over black. More than 8 bits are rounded to 8.
    """
    clear = _may_be_clear(picture)
    pixels = np.asarray(
        picture.to_ndarray(
            format="rgba" if clear else "rgb24",
            interpolation=_SCALER,
            src_colorspace=None if _is_rgb(picture) else _matrix(picture),
            src_color_range=None if _is_rgb(picture) else 2 if _is_full(picture) else 1,
            dst_color_range=_FULL,
            threads=1,
        ),
        dtype=np.uint8,
    )
    through = False
    if clear:
        alpha = pixels[..., 3:]
        through = bool((alpha < 255).any())
        pixels = _over_black(pixels[..., :3], alpha) if through else pixels[..., :3]
    return np.ascontiguousarray(np.rot90(pixels, turns_of(picture))), through


def luma_of(picture: "av.VideoFrame") -> tuple[UInt8[np.ndarray, "height width"], bool]:
    """Return what `srgb_of` would, as grey from black (0) to white (255)."""
    if not picture.format.name.startswith(("yuv4", "yuvj4", "nv12", "gray8")) or (
        picture.format.components[0].bits != 8
    ):
        pixels, through = srgb_of(picture)
        weighted = pixels @ np.array([54, 183, 19], dtype=np.uint32)  # BT.709 luma times 256
        return (weighted >> 8).astype(np.uint8), through
    plane = picture.planes[0]
    rows = np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(-1, plane.line_size)
    luma: UInt8[np.ndarray, "height width"] = rows[: picture.height, : picture.width]
    if not _is_full(picture):
        luma = _FROM_LIMITED[luma]
    return np.ascontiguousarray(np.rot90(luma, turns_of(picture))), False


def _over_black(
    pixels: UInt8[np.ndarray, "height width 3"], alpha: UInt8[np.ndarray, "height width 1"]
) -> UInt8[np.ndarray, "height width 3"]:
    product = pixels.astype(np.uint16) * alpha + np.uint16(127)
    return (product // np.uint16(255)).astype(np.uint8)


def _matrix(picture: "av.VideoFrame") -> int:
    assumed = _BT709 if min(picture.height, picture.width) >= _HD_LINES else _BT601
    return _MATRICES.get(picture.colorspace, assumed)


def _is_full(picture: "av.VideoFrame") -> bool:
    name = picture.format.name
    return picture.color_range == _FULL or name.startswith(("yuvj", "gray", "mono"))


def _is_rgb(picture: "av.VideoFrame") -> bool:
    return picture.format.is_rgb or picture.format.has_palette


def _is_colored(picture: "av.VideoFrame") -> bool:
    return len(picture.format.components) >= 3


def _may_be_clear(picture: "av.VideoFrame") -> bool:
    layout = picture.format
    return layout.has_palette or any(component.is_alpha for component in layout.components)


def _degrees_off(picture: "av.VideoFrame") -> bool:
    return abs(picture.rotation - 90 * round(picture.rotation / 90)) > 1


_FROM_LIMITED: Final = np.clip(np.rint((np.arange(256) - 16) * 255 / 219), 0, 255).astype(np.uint8)
"""Full-range luma of limited-range luma (BT.709-6, item 4.6: 16 black, 235 white)."""
