"""Tiles on a page: what every contact sheet is drawn with."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw

from groundplan.passes.lettering import font, shortened, wrapped

__all__ = ["COLUMNS", "Tile", "drawn_sheet", "rows_of"]

COLUMNS: Final = 4
_WIDTH: Final = 1920
_MARGIN: Final = 48
_GAP: Final = 20
_LABEL: Final = 34
_BACKGROUND: Final = (24, 25, 27)
_RULE: Final = (58, 60, 64)
_BRIGHT: Final = (232, 232, 228)
_DIM: Final = (146, 148, 152)
_TITLE_LINES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A picture with a line below it."""

    picture: UInt8[np.ndarray, "height width 3"]
    left: str
    right: str


def drawn_sheet(
    rows: Sequence[Sequence[Tile]], *, title: str, facts: str, size_px: tuple[int, int]
) -> bytes:
    """Return a page of tiles as PNG, sRGB; `size_px` is the size of the pictures before scaling."""
    width, height = size_px
    tile_width = (_WIDTH - 2 * _MARGIN - (COLUMNS - 1) * _GAP) // COLUMNS
    tile_height = max(1, round(tile_width * height / width))
    lines = wrapped(title, font(30), _WIDTH - 2 * _MARGIN, most_lines=_TITLE_LINES)
    top = _MARGIN + 40 * len(lines) + 30 + _GAP + 12
    bottom = top + len(rows) * (tile_height + _LABEL + _GAP) - _GAP + _MARGIN - 8
    sheet = Image.new("RGB", (_WIDTH, bottom), _BACKGROUND)
    _header(ImageDraw.Draw(sheet), lines, facts)
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


def rows_of(tiles: Sequence[Tile]) -> list[Sequence[Tile]]:
    """Return tiles in rows of `COLUMNS`."""
    return [tiles[i : i + COLUMNS] for i in range(0, len(tiles), COLUMNS)]


def _header(draw: ImageDraw.ImageDraw, title: list[str], facts: str) -> None:
    y = _MARGIN - 8
    for line in title:
        draw.text((_MARGIN, y), line, font=font(30), fill=_BRIGHT)
        y += 40
    line = shortened(facts, font(18), _WIDTH - 2 * _MARGIN)
    draw.text((_MARGIN, y + 2), line, font=font(18), fill=_DIM)
    draw.line((_MARGIN, y + 36, _WIDTH - _MARGIN, y + 36), fill=_RULE)


def _paste(
    sheet: Image.Image, tile: Tile, *, place: tuple[int, int], size: tuple[int, int]
) -> None:
    x, y = place
    sheet.paste(Image.fromarray(tile.picture).resize(size, Image.Resampling.LANCZOS), place)
    draw = ImageDraw.Draw(sheet)
    base = y + size[1] + 8
    room = size[0] - font(16).getlength(tile.right) - _GAP
    left = shortened(tile.left, font(16), round(room))
    draw.text((x, base), left, font=font(16), fill=_BRIGHT)
    draw.text((x + size[0], base), tile.right, font=font(16), fill=_DIM, anchor="ra")
