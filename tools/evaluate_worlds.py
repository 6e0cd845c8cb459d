"""Scores whole worlds on public prompt sets, as geometry: every kind of gold that the sets have.

    python tools/evaluate_worlds.py FOLDER [--sets vbench,vbench2] [--categories color,scene]
        [--show-errors N] [--limit N]

FOLDER holds the sets as `.jsonl`. Every prompt is planned from its words to a described world,
which `judging` compares with the gold; nothing is rendered. Planning time is process CPU without
the describing, after one prompt to warm up.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from groundplan.errors import GroundplanError
from groundplan.studio.describe import describe
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from judging.invented import Invented, invented
from judging.verdicts import judge

Record = dict[str, Any]


@dataclass(kw_only=True)
class Tally:
    """What was measured so far."""

    verdicts: dict[tuple[str, str, str], list[bool]] = field(
        default_factory=lambda: defaultdict(list)
    )
    planning_ms: list[float] = field(default_factory=list[float])
    worlds: list[Invented] = field(default_factory=list[Invented])
    unmarked: Counter[str] = field(default_factory=Counter[str])


def main() -> None:
    """Print a table of scores."""
    arguments = _arguments()
    tally = Tally()
    plan_world("A woman walks.", options=TakeOptions())
    for path in sorted(arguments.folder.glob("*.jsonl")):
        if arguments.sets and path.stem not in arguments.sets.split(","):
            continue
        records = [json.loads(line) for line in path.read_text().splitlines()]
        taken: Counter[str] = Counter()
        for record in records:
            category = record["category"]
            if arguments.categories and category not in arguments.categories.split(","):
                continue
            taken[category] += 1
            if taken[category] <= arguments.limit:
                _score(record, tally, show=arguments.show_errors)
    _report(tally)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", default="", help="names of sets, with commas")
    parser.add_argument("--categories", default="", help="names of categories, with commas")
    parser.add_argument("--show-errors", type=int, default=0, metavar="N")
    parser.add_argument("--limit", type=int, default=10_000, help="prompts of each category")
    return parser.parse_args()


def _score(record: Record, tally: Tally, *, show: int) -> None:
    """Plan, describe and judge one prompt."""
    prompt = record["prompt"]
    verdicts: dict[str, bool] = {"valid world": False}
    try:
        before = time.process_time()
        world = plan_world(prompt, options=TakeOptions()).world
        tally.planning_ms.append(1000.0 * (time.process_time() - before))
        description: dict[str, Any] = json.loads(json.dumps(describe(world)))
        verdicts = judge(description, record["gold"])
        beyond = invented(description, prompt)
        tally.worlds.append(beyond)
        tally.unmarked.update(beyond.unmarked)
    except GroundplanError as error:
        print("refused:", record["id"], error)
    except Exception as error:  # noqa: BLE001  (a crash is a verdict, and the rest is still judged)
        print("crashed:", record["id"], type(error).__name__, error)
    for measure, verdict in verdicts.items():
        scores = tally.verdicts[record["set"], record["category"], measure]
        scores.append(verdict)
        if not verdict and scores.count(False) <= show:
            gold = {k: v for k, v in record["gold"].items() if k not in ("beats", "law")}
            print(f"miss: {measure} | {record['id']} | {prompt[:200]} | {json.dumps(gold)}")


def _report(tally: Tally) -> None:
    for (name, category, measure), scores in sorted(tally.verdicts.items()):
        right = sum(scores)
        print(
            f"{name:14} {category:30} {measure:24} {right:4}/{len(scores):<4} "
            f"{100 * right / len(scores):6.1f} %"
        )
    if not tally.worlds:
        return
    spent = np.array(tally.planning_ms)
    print(
        f"planning, CPU ms: median {np.median(spent):.1f}, 95th percentile "
        f"{np.percentile(spent, 95):.1f}, largest {spent.max():.1f} ({len(spent)} prompts)"
    )
    things = sum(w.things for w in tally.worlds)
    guessed = sum(w.guessed for w in tally.worlds)
    print(
        f"things no word asked for: {sum(tally.unmarked.values())} not marked guessed of {things}"
        f" {dict(tally.unmarked.most_common(8))}; marked guessed {guessed}"
        f" ({100 * guessed / max(things, 1):.1f} %)"
    )


if __name__ == "__main__":
    main()
