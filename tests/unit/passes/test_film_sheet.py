"""The sheet of all shots: a row for each, in the order of the cut."""

import io

import numpy as np
from PIL import Image

from groundplan.passes.film_sheet import SheetRow, film_sheet


def row(number: int, colour: tuple[int, int, int]) -> SheetRow:
    frame = np.full((48, 80, 3), colour, dtype=np.uint8)
    return SheetRow(
        label=f"SH{number:03d}", words="A horse. " * 40, start_s=float(number),
        frames=(frame,) * 4, seconds=(0.0, 0.5, 1.0, 1.5),
    )  # fmt: skip


def test_each_shot_has_a_row_in_the_order_of_the_cut() -> None:
    colours = [(220, 30, 30), (30, 220, 30), (30, 30, 220)]
    data = film_sheet([row(10 * k, c) for k, c in enumerate(colours, 1)], title="A film")
    picture = np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)
    column = picture[:, 200]
    rows = [np.flatnonzero((abs(column - c) < 12).all(axis=1)) for c in colours]
    assert all(len(r) > 100 for r in rows)
    assert rows[0].max() < rows[1].min() < rows[1].max() < rows[2].min()


def test_the_same_rows_give_the_same_bytes_and_long_films_are_cut() -> None:
    rows = [row(k, (90, 90, 90)) for k in range(70)]
    assert film_sheet(rows, title="t") == film_sheet(rows, title="t")
    tall = Image.open(io.BytesIO(film_sheet(rows, title="t"))).height
    assert tall == Image.open(io.BytesIO(film_sheet(rows[:60], title="t"))).height
