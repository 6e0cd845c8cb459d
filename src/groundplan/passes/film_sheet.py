"""The film at a glance: a row of frames for every shot, in the order of the cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.passes.pack import ControlPack
from groundplan.passes.sheet_layout import COLUMNS, Tile, drawn_sheet

__all__ = ["SheetRow", "film_sheet", "row_of_take"]

_MOST_ROWS: Final = 60
"""More shots make a page that nobody can open: our engineering default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One shot on the sheet."""

    label: str
    """What it is: number, heading."""
    words: str
    """The script's own words for it."""
    start_s: float
    """When it begins in the film [s]."""
    frames: tuple[UInt8[np.ndarray, "height width 3"], ...]
    """Evenly spaced, first and last included, sRGB."""
    seconds: tuple[float, ...]
    """When each frame is, from the start of the shot [s]."""


def row_of_take(pack: ControlPack, *, label: str, words: str, start_s: float) -> SheetRow:
    """Return the row of a take that has beauty frames."""
    count, clock = pack.frame_count, pack.manifest.clock
    chosen = sorted({round(k * (count - 1) / (COLUMNS - 1)) for k in range(COLUMNS)})
    return SheetRow(
        label=label, words=words, start_s=start_s,
        frames=tuple(pack["beauty"][index] for index in chosen),
        seconds=tuple(index * clock.fps_den / clock.fps_num for index in chosen),
    )  # fmt: skip


def film_sheet(rows: Sequence[SheetRow], *, title: str) -> bytes:
    """Return the sheet as PNG, sRGB; of a long film the first 60 shots.

    Under the first frame of a shot stands what it is, under the second what the script says of it.
    """
    shown = rows[:_MOST_ROWS]
    height, width = shown[0].frames[0].shape[:2]
    more = len(rows) - len(shown)
    facts = f"{len(rows)} shots" + (f", the first {len(shown)} are shown" if more else "")
    tiles = [_tiles(row) for row in shown]
    return drawn_sheet(tiles, title=title, facts=facts, size_px=(width, height))


def _tiles(row: SheetRow) -> list[Tile]:
    texts = (row.label, row.words, "", "")
    return [
        Tile(picture=frame, left=text, right=f"{row.start_s + second:.2f} s")
        for frame, text, second in zip(row.frames, texts, row.seconds, strict=False)
    ]
