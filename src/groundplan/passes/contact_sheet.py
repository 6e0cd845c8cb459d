"""The contact sheet: a take at a glance, twelve frames and one row of truth."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw, ImageFont

from groundplan.passes import pictures
from groundplan.passes.writer import PackInfo
from groundplan.previz.port import Pass
from groundplan.scene.stage import CameraPose

__all__ = ["SheetSource", "contact_sheet", "sheet_frames"]

_COLUMNS: Final = 4
_FRAMES: Final = 12
_WIDTH: Final = 1920
_MARGIN: Final = 48
_GAP: Final = 20
_LABEL: Final = 34
_BACKGROUND: Final = (24, 25, 27)
_RULE: Final = (58, 60, 64)
_BRIGHT: Final = (232, 232, 228)
_DIM: Final = (146, 148, 152)
_ELLIPSIS: Final = "..."
_TITLE_LINES: Final = 2

Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSource:
    """Where the sheet takes its pictures and labels from."""

    info: PackInfo
    read: Callable[[Pass, int], np.ndarray]
    """Returns one frame of a pass."""
    camera: Callable[[int], CameraPose]
    """Returns the camera of a frame index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tile:
    picture: UInt8[np.ndarray, "height width 3"]
    left: str
    right: str


def sheet_frames(frame_count: int) -> tuple[int, ...]:
    """Return the frame indices shown: at most 12, evenly spaced, first and last included."""
    count = min(frame_count, _FRAMES)
    if count < 2:
        return (0,)
    return tuple((i * (frame_count - 1) * 2 + count - 1) // (2 * (count - 1)) for i in range(count))


def contact_sheet(source: SheetSource) -> bytes:
    """Return the sheet as PNG, sRGB."""
    rows = [*_rows(_beauty_tiles(source)), *_rows(_truth_tiles(source))]
    width, height = source.info.size_px
    tile_width = (_WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GAP) // _COLUMNS
    tile_height = max(1, round(tile_width * height / width))
    title = _wrapped(source.info.title or source.info.shot, _font(30), _WIDTH - 2 * _MARGIN)
    top = _MARGIN + 40 * len(title) + 30 + _GAP + 12
    bottom = top + len(rows) * (tile_height + _LABEL + _GAP) - _GAP + _MARGIN - 8
    sheet = Image.new("RGB", (_WIDTH, bottom), _BACKGROUND)
    _header(ImageDraw.Draw(sheet), title, _facts(source))
    for y, row in enumerate(rows):
        for x, tile in enumerate(row):
            place = (
                _MARGIN + x * (tile_width + _GAP),
                top + y * (tile_height + _LABEL + _GAP),
            )
            _paste(sheet, tile, place=place, size=(tile_width, tile_height))
    file = io.BytesIO()
    sheet.save(file, format="PNG", compress_level=6)
    return file.getvalue()


def _beauty_tiles(source: SheetSource) -> list[_Tile]:
    clock = source.info.clock
    if Pass.BEAUTY not in source.info.options.passes:
        return []
    return [
        _Tile(
            picture=source.read(Pass.BEAUTY, i),
            left=f"{clock.start_frame + i}   {clock.seconds(i):.2f} s",
            right=_lens(source.camera(i)),
        )
        for i in sheet_frames(clock.frame_count)
    ]


def _truth_tiles(source: SheetSource) -> list[_Tile]:
    middle = source.info.clock.frame_count // 2
    label = str(source.info.clock.start_frame + middle)
    return [
        _Tile(picture=picture, left=name, right=label)
        for name, picture in _truth_pictures(source, middle)
    ]


def _truth_pictures(
    source: SheetSource, index: int
) -> list[tuple[str, UInt8[np.ndarray, "height width 3"]]]:
    have, found = source.info.options.passes, list[tuple[str, np.ndarray]]()
    if Pass.DEPTH in have:
        depth = source.read(Pass.DEPTH, index)
        reach = pictures.inverse_depth_range([pictures.depth_limits(depth)])
        found.append(("depth (inverse)", pictures.depth_picture(depth, reach)))
    if Pass.NORMAL in have:
        normal = source.read(Pass.NORMAL, index)
        found.append(("normal", pictures.normal_picture(normal)))
    if Pass.INSTANCE in have:
        colours = pictures.instance_colours(source.info.instances)
        ids = source.read(Pass.INSTANCE, index)
        found.append(("instance", pictures.instance_picture(ids, colours)))
    if Pass.FLOW_FWD in have:
        flow = source.read(Pass.FLOW_FWD, index)
        longest = pictures.flow_reach(flow)
        picture = pictures.flow_picture(flow, longest, colours=pictures.flow_colours())
        found.append((f"flow (to {longest:.1f} px)", picture))
    return found


def _facts(source: SheetSource) -> str:
    info, clock = source.info, source.info.clock
    camera = source.camera(0)
    rate = f"{clock.fps_num / clock.fps_den:.3f}".rstrip("0").rstrip(".")
    sensor = f"{camera.sensor_mm[0]:.2f} x {camera.sensor_mm[1]:.2f} mm"
    facts = (
        info.shot,
        f"{info.size_px[0]} x {info.size_px[1]} px",
        f"{rate} fps",
        f"{clock.frame_count} frames",
        f"{clock.seconds(clock.frame_count):.2f} s",
        f"{_lens(camera)} on {sensor}",
        f"world {info.world_hash[:12]}",
        f"{info.renderer_name} {info.renderer_version}",
    )
    return "   |   ".join(facts)


def _lens(camera: CameraPose) -> str:
    return f"{camera.focal_mm:.1f}".removesuffix(".0") + " mm"


def _rows(tiles: Sequence[_Tile]) -> list[Sequence[_Tile]]:
    return [tiles[i : i + _COLUMNS] for i in range(0, len(tiles), _COLUMNS)]


def _header(draw: ImageDraw.ImageDraw, title: list[str], facts: str) -> None:
    y = _MARGIN - 8
    for line in title:
        draw.text((_MARGIN, y), line, font=_font(30), fill=_BRIGHT)
        y += 40
    line = _shortened(facts, _font(18), _WIDTH - 2 * _MARGIN)
    draw.text((_MARGIN, y + 2), line, font=_font(18), fill=_DIM)
    draw.line((_MARGIN, y + 36, _WIDTH - _MARGIN, y + 36), fill=_RULE)


def _paste(
    sheet: Image.Image, tile: _Tile, *, place: tuple[int, int], size: tuple[int, int]
) -> None:
    x, y = place
    sheet.paste(Image.fromarray(tile.picture).resize(size, Image.Resampling.LANCZOS), place)
    draw = ImageDraw.Draw(sheet)
    base = y + size[1] + 8
    draw.text((x, base), tile.left, font=_font(16), fill=_BRIGHT)
    draw.text((x + size[0], base), tile.right, font=_font(16), fill=_DIM, anchor="ra")


def _wrapped(
    text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int
) -> list[str]:
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < _TITLE_LINES:
        count = len(words)
        while count > 1 and font.getlength(" ".join(words[:count])) > width:
            count -= 1
        if len(lines) == _TITLE_LINES - 1:
            count = len(words)
        lines.append(_shortened(" ".join(words[:count]), font, width))
        words = words[count:]
    return lines or [""]


def _shortened(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    # A title may be a megabyte: measuring all of it would take minutes.
    text = "".join(c if c.isprintable() else " " for c in text[:400])
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + _ELLIPSIS) > width:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
