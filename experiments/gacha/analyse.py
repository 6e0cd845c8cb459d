"""Turn judged draws into rates, waits, causes, a plot and a page, as the protocol lays down.

`PYTHONPATH=experiments python3 -m gacha.analyse OUT --to experiments/gacha/results`
"""

import argparse
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from jaxtyping import Bool, Float

from gacha.intervals import (
    bootstrapped,
    censored_wait,
    first_accepts,
    kaplan_meier,
    reached_within,
    wilson,
)
from gacha.judging import causes, ceiling_holds
from gacha.pages import page
from gacha.plots import plot

__all__ = ["Draws", "main", "read_draws", "report"]

_FACTORS: Final = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
"""By which the limits are multiplied, to show how much they matter; 1 is the judge."""
_BASELINE: Final = "full_numbers"
"""The arm that the others are compared with: text with all numbers in it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """What `draw.py` wrote."""

    head: dict[str, Any]
    arms: tuple[str, ...]
    names: tuple[str, ...]
    numbers: Float[np.ndarray, "world arm draw number"]
    oracle: Float[np.ndarray, "world number"]

    def causes(self, arm: int, *, factor: float = 1.0) -> list[str]:
        """Return why each draw of an arm is refused, world by world; empty: accepted."""
        flat = self.numbers[:, arm].reshape(-1, len(self.names))
        return causes({n: flat[:, k] for k, n in enumerate(self.names)}, factor=factor)

    def accepted(self, arm: int, *, factor: float = 1.0) -> Bool[np.ndarray, "world draw"]:
        """Return which draws of an arm are accepted."""
        said = np.array([not cause for cause in self.causes(arm, factor=factor)])
        return said.reshape(self.numbers.shape[0], self.numbers.shape[2])


def read_draws(path: Path) -> Draws:
    """Return what was drawn."""
    with np.load(path, allow_pickle=False) as data:
        head = json.loads(bytes(data["head"]))
        return Draws(
            head=head, arms=tuple(head["arms"]), names=tuple(head["numbers"]),
            numbers=data["numbers"], oracle=data["oracle"],
        )  # fmt: skip


def report(draws: Draws, *, seed: int = 7) -> dict[str, Any]:
    """Return everything that is said of an experiment."""
    worlds, _, cap, _ = draws.numbers.shape
    oracle = causes({n: draws.oracle[:worlds, k] for k, n in enumerate(draws.names)})
    pairs, passed = (draws.head["ceiling"][k] for k in ("foreign_pairs", "foreign_accepted"))
    return {
        "ceiling_holds": ceiling_holds(oracle.count(""), worlds, pairs=pairs, passed=passed),
        "worlds": worlds,
        "draws_per_world": cap,
        "head": draws.head,
        "oracle": {
            "accepted": sum(not cause for cause in oracle),
            "of": worlds,
            "interval_95": wilson(sum(not cause for cause in oracle), worlds),
            "causes": {c: oracle.count(c) for c in sorted(set(oracle)) if c},
        },
        "arms": {
            name: _of_arm(draws, arm, rng=np.random.default_rng([seed, arm]))
            for arm, name in enumerate(draws.arms)
        },
        "against": _BASELINE,
        "ratios": {
            name: _ratio(draws, arm, rng=np.random.default_rng([seed, 100 + arm]))
            for arm, name in enumerate(draws.arms)
            if name != _BASELINE
        },
    }


def _of_arm(draws: Draws, arm: int, *, rng: np.random.Generator) -> dict[str, object]:
    accepted, said = draws.accepted(arm), draws.causes(arm)
    worlds, cap = accepted.shape
    count, total = int(accepted.sum()), accepted.size
    rates = accepted.mean(1)
    again = bootstrapped(lambda w: float(rates[w].mean()), world_count=worlds, rng=rng)
    # Worlds that all say the same are the same however they are drawn again.
    low, high = again if 0 < count < total else wilson(count, total)
    numbers = draws.numbers[:, arm].reshape(-1, len(draws.names))
    first = first_accepts(accepted)
    return {
        "accepts": count,
        "draws": total,
        "rate": count / total,
        "rate_wilson_95": wilson(count, total),
        "rate_worlds_95": again,
        "rate_95": (low, high),
        "draws_per_accept": total / count if count else None,
        "draws_per_accept_95": (_over(high), _over(low)),
        "wait": censored_wait(first, cap=cap),
        "never_accepted_worlds": int(np.isnan(first).sum()),
        "survival": kaplan_meier(first, cap=cap).round(4).tolist(),
        "reached_within": reached_within(accepted).round(4).tolist(),
        "causes": {c: said.count(c) for c in sorted(set(said), key=said.count)[::-1] if c},
        "rate_at_factor": {f"{f:g}": float(draws.accepted(arm, factor=f).mean()) for f in _FACTORS},
        "numbers": {name: _spread(numbers[:, k]) for k, name in enumerate(draws.names)},
    }


def _over(rate: float) -> float | None:
    return 1 / rate if rate > 0 else None


def _spread(values: Float[np.ndarray, " draw"]) -> dict[str, float | int | None]:
    known = values[np.isfinite(values)]
    if not known.size:
        return {"known": 0, "mean": None, "median": None}
    return {
        "known": int(known.size),
        "mean": round(float(known.mean()), 4),
        "median": round(float(np.median(known)), 4),
    }


def _ratio(draws: Draws, arm: int, *, rng: np.random.Generator) -> dict[str, object]:
    """Return how many times as often an arm is accepted as the baseline, worlds paired."""
    mine = draws.accepted(arm).mean(1)
    other = draws.accepted(draws.arms.index(_BASELINE)).mean(1)

    def ratio(worlds: np.ndarray) -> float:
        below = float(other[worlds].mean())
        return float(mine[worlds].mean()) / below if below else float("inf")

    every = np.arange(len(mine))
    low, high = bootstrapped(ratio, world_count=len(mine), rng=rng)
    value = ratio(every)
    return {
        "ratio": value if np.isfinite(value) else None,
        "interval_95": [one if np.isfinite(one) else None for one in (low, high)],
        "worlds_better": int((mine > other).sum()),
        "worlds_worse": int((mine < other).sum()),
    }


def _holds(proof: dict[str, Any]) -> bool:
    """Return whether the ceiling holds on calibration worlds; yes where nothing is known."""
    return not proof or ceiling_holds(
        proof["accepted"], proof["worlds"],
        pairs=proof["foreign_pairs"], passed=proof["foreign_accepted"],
    )  # fmt: skip


def _kept(folder: Path, name: str) -> dict[str, Any]:
    """Return a JSON file of a run, beside the draws or in what came back with them; {}: none."""
    if (folder / name).exists():
        return json.loads((folder / name).read_text())
    if not (folder / "rest.tar").exists():
        return {}
    with tarfile.open(folder / "rest.tar") as rest:
        if f"./{name}" not in rest.getnames():
            return {}
        content = rest.extractfile(f"./{name}")
        return json.loads(content.read()) if content else {}


def main(words: list[str] | None = None) -> None:
    """Write report.json, report.md and plot.png."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", type=Path, default=None, help="where to write; else the folder")
    args = parser.parse_args(words)
    found = report(read_draws(args.folder / "draws.npz"))
    found["training"] = _kept(args.folder, "training.json")
    found["calibration"] = _kept(args.folder, "judge.json")
    # It has to hold twice: before anything is drawn, and again where it is drawn.
    found["ceiling_holds"] &= _holds(found["calibration"])
    to = args.to or args.folder
    to.mkdir(parents=True, exist_ok=True)
    (to / "report.json").write_text(json.dumps(found, indent=1) + "\n")
    (to / "report.md").write_text(page(found))
    plot(found, to / "plot.png")
    print((to / "report.md").read_text())


if __name__ == "__main__":
    main()
