"""Measures how far the baked props' sizes are from those stated in their source.

Usage: `python tools/assets/measure_prop_sizes.py PACKAGE.deb`; prints a Markdown table of those
that differ by more than 1 %, and of the worst. Needs numpy and the package that is baked.
"""

import sys
from pathlib import Path

import numpy as np
from prop_choices import CHOICES
from sweet_home import open_furniture

from groundplan.assets.draft import Draft
from groundplan.assets.kits.baked import ENTRIES

LARGEST = 0.05
SCALED_HERE = {
    "rock": "a boulder, twice as large", "stone": "a stone, half as large",
    "tv": "a screen of 55 inches", "locker": "a locker for a school",
}  # fmt: skip
"""Entries that are another size than their source on purpose."""


def main() -> None:
    """Print the table."""
    furniture = open_furniture(Path(sys.argv[1]))
    by_file = {choice.model: name for name, choice in CHOICES.items()}
    rows: list[tuple[float, str]] = []
    for entry in ENTRIES:
        draft = Draft()
        entry.draw(draft)
        drawn = np.ptp(np.concatenate([s.points for _, s in draft.shapes]), axis=0)
        factor = entry.size_m[0] / drawn[0] if entry.id in SCALED_HERE else 1.0
        stated = drawn * factor
        error = float(np.abs(np.array(entry.size_m) / stated - 1.0).max())
        rows.append((error, entry.id))
    sizes = {entry.id: entry.size_m for entry in ENTRIES if entry.id not in SCALED_HERE}
    drifted: list[tuple[float, str]] = []
    for model, name in by_file.items():
        drawn = sizes.get(name)
        if drawn is None:
            path = Path("src/groundplan/assets/data/props") / f"{name}.npz"
            drawn = tuple(np.load(path)["extent_m"])
        width, height, depth = furniture.models[model].size_m
        if abs(CHOICES[name].yaw) == 90:
            width, depth = depth, width
        error = float(np.abs(np.array(drawn) / np.array([width, height, depth]) - 1.0).max())
        drifted.append((error, name))
    print("| Measured | Props | Median | Worst | Over 5 % |\n|---|---|---|---|---|")
    for title, found in (("catalogue size against baked mesh", rows),
                         ("prop as drawn against its source's stated size", drifted)):  # fmt: skip
        errors = np.array([error for error, _ in found])
        over = [f"{name} {100 * e:.0f} %" for e, name in sorted(found, reverse=True) if e > LARGEST]
        print(f"| {title} | {len(found)} | {100 * np.median(errors):.2f} % | "
              f"{100 * errors.max():.1f} % | {', '.join(over) or 'none'} |")  # fmt: skip


if __name__ == "__main__":
    main()
