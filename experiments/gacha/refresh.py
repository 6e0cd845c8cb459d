"""Put what came back from a run into `results/` and its figures into the README.

`PYTHONPATH=experiments .venv/bin/python -m gacha.refresh FOLDER` with `draws.npz` and `rest.tar`.
"""

import argparse
import json
from pathlib import Path
from typing import Any, Final

from gacha.analyse import main as analyse

__all__ = ["figures", "main"]

_HERE: Final = Path(__file__).parent
_BEGIN: Final = "<!-- figures of the last run: written by gacha.refresh -->\n"
_END: Final = "<!-- end of figures -->\n"


def figures(found: dict[str, Any]) -> str:
    """Return the README's paragraph on a run."""
    proof, training, oracle = found["calibration"], found["training"], found["oracle"]
    foreign = found["head"]["ceiling"]
    said = "holds" if found["ceiling_holds"] else "does not hold: nothing can be claimed"
    refused = ", ".join(f"{cause} {count}" for cause, count in oracle["causes"].items())
    lines = [
        f"On one {found['head']['device']}: the observer ({proof['weights'] / 1e6:.1f} M weights)",
        f"was trained for {proof['seconds']:.0f} s and {proof['steps']} steps of",
        f"{proof['clips_a_step']} clips, the network ({training['weights'] / 1e6:.1f} M weights)",
        f"for {training['recipe']['seconds']:.0f} s and {training['steps']} steps of",
        f"{training['recipe']['batch']} clips; {found['worlds']} held-out worlds x",
        f"{len(found['arms'])} arms x {found['draws_per_world']} draws.",
        "",
        f"**The ceiling {said}.** The previz itself is accepted in {proof['accepted']} of",
        f"{proof['worlds']} calibration worlds and in {oracle['accepted']} of {oracle['of']}",
        f"held-out ones; another world's previz in {proof['foreign_accepted']} of",
        f"{proof['foreign_pairs']} and {foreign['foreign_accepted']} of {foreign['foreign_pairs']}",
        f"pairs. Held-out worlds whose own previz is refused: {refused or 'none'}.",
        "",
        "| Arm | accepted | rate, 95 % | draws per accept | worlds without an accept |",
        "|---|---|---|---|---|",
        *(_row(name, arm) for name, arm in found["arms"].items()),
        "",
    ]
    return "\n".join(lines)


def _row(name: str, arm: dict[str, Any]) -> str:
    low, high = (100 * end for end in arm["rate_95"])
    wait = "none accepted" if not arm["accepts"] else f"{arm['draws_per_accept']:.2f}"
    return (
        f"| `{name}` | {arm['accepts']} of {arm['draws']} | {100 * arm['rate']:.1f} % "
        f"({low:.1f} to {high:.1f}) | {wait} | {arm['never_accepted_worlds']} |"
    )


def main(words: list[str] | None = None) -> None:
    """Write report.md, report.json and plot.png into `results/`; change the README's figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", type=Path, default=_HERE / "results")
    parser.add_argument("--readme", type=Path, default=_HERE / "README.md")
    args = parser.parse_args(words)
    analyse([str(args.folder), "--to", str(args.to)])
    found = json.loads((args.to / "report.json").read_text())
    before, rest = args.readme.read_text().split(_BEGIN)
    after = rest.split(_END)[1]
    args.readme.write_text(before + _BEGIN + figures(found) + _END + after)


if __name__ == "__main__":
    main()
