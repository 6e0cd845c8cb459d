"""Scores whole worlds on public prompt sets: relations as the camera sees them, and camera moves.

Usage: `python tools/evaluate_worlds.py FOLDER [--show-errors N] [--limit N]`; FOLDER holds the
sets as `.jsonl`. Every prompt is planned from its words to a described world; nothing is rendered.
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from groundplan.errors import GroundplanError
from groundplan.studio.describe import describe
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from judging.camera import measure_motion, shows_move, shows_moves
from judging.changes import changes_as
from judging.relations import holds

SETS = {
    "t2v_compbench": ("spatial_relationships", "dynamic_attribute"),
    "vbench": ("spatial_relationship",),
    "vbench2": ("dynamic_spatial_relationship", "camera_motion", "dynamic_attribute"),
    "evalcrafter": ("spatial", "camera"),
    "camerabench": ("caption", "confusable_pair"),
}


def entity_named(description: dict[str, Any], noun: str) -> list[str]:
    """Return ids of the entities that answer to `noun` (`a|b`: either)."""
    words = {word.strip().lower() for word in noun.split("|")}

    def answers(entity: dict[str, Any]) -> bool:
        own = {entity["label"].lower(), entity["name"].lower().replace("_", " ")}
        own |= {str(entity.get("noun", "")).lower()}
        return bool(words & own) or any(
            w in f" {o} " for w in (f" {x} " for x in words) for o in own
        )

    return [e["id"] for e in description["entities"] if answers(e)]


def relation_holds(description: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Tell whether one gold relation holds at its sample."""
    shot = description["shots"][0]
    sample = shot["samples"][0 if gold.get("when", "start") == "start" else -1]
    names = {gold["relation"], *gold.get("accept", [])}
    return any(
        holds(name, sample["entities"][a], sample["entities"][b], sample=sample)
        for name in names
        for a in entity_named(description, gold["subject"])
        for b in entity_named(description, gold["object"])
        if a != b and a in sample["entities"] and b in sample["entities"]
    )


def judge(description: dict[str, Any], gold: dict[str, Any]) -> dict[str, bool]:
    """Return verdicts by measure."""
    verdicts: dict[str, bool] = {}
    relations = gold.get("relations", [])
    if relations:
        verdicts["relation"] = all(relation_holds(description, r) for r in relations)
    camera = gold.get("camera", {})
    motion = measure_motion(description["shots"][0]["samples"])
    if "move" in camera:
        accepted = {camera["move"], *camera.get("accept", [])}
        verdicts["camera move"] = any(shows_move(motion, move) for move in accepted)
    if "moves" in camera:
        verdicts["camera moves"] = shows_moves(motion, camera["moves"])
    for change in gold.get("changes", []):
        named = [
            key for key in entity_named(description, change["noun"])
            if key in description["shots"][0]["samples"][0]["entities"]
        ]  # fmt: skip
        shown = any(changes_as(description, key, change) for key in named)
        measure = "change of size" if change["attribute"] == "size" else "change of state"
        verdicts[measure] = verdicts.get(measure, True) and shown
    if "entities" in gold:
        verdicts["entities"] = all(entity_named(description, noun) for noun in gold["entities"])
    return verdicts


def main() -> None:
    """Print a table of scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show-errors", type=int, default=0)
    parser.add_argument("--limit", type=int, default=10_000)
    arguments = parser.parse_args()
    passed: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for name, categories in SETS.items():
        records = [
            json.loads(x) for x in (arguments.folder / f"{name}.jsonl").read_text().splitlines()
        ]
        for record in [r for r in records if r["category"] in categories][: arguments.limit]:
            try:
                description = describe(plan_world(record["prompt"], options=TakeOptions()).world)
                verdicts = judge(description, record["gold"])
            except GroundplanError as error:
                print("refused:", record["id"], error)
                verdicts = {"world": False}
            for measure, verdict in verdicts.items():
                scores = passed[name, record["category"], measure]
                scores.append(verdict)
                if not verdict and scores.count(False) <= arguments.show_errors:
                    print("miss:", measure, "|", record["prompt"][:150], "|", record["gold"])
    for (name, category, measure), scores in sorted(passed.items()):
        print(f"{name:14} {category:30} {measure:13} {sum(scores):4}/{len(scores)}")


if __name__ == "__main__":
    main()
