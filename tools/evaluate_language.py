"""Scores the reader against gold of public prompt sets: precision, recall and F1 per category.

    python tools/evaluate_language.py PATH_TO_BENCHMARKS [--sets vbench,vbench2] [--show-errors 5]

Text level only: what was understood, not what a picture shows. Prompts stay outside the project.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from groundplan.errors import GroundplanError
from groundplan.language.facts import EntityFact, Facts
from groundplan.language.reader import read_brief
from groundplan.language.vocabulary import vocabulary

Gold = dict[str, Any]
Item = tuple[str, ...]
Score = tuple[set[Item], set[Item]]
"""What the gold says, and what was read; both in the gold's words."""


@dataclass
class Tally:
    """Counts of one category."""

    hit: int = 0
    said: int = 0
    wanted: int = 0
    errors: list[str] = field(default_factory=list[str])

    def add(self, score: Score, *, prompt: str) -> None:
        """Count one prompt."""
        wanted, said = score
        self.hit += len(wanted & said)
        self.said += len(said)
        self.wanted += len(wanted)
        if wanted != said:
            missing, extra = sorted(wanted - said), sorted(said - wanted)
            self.errors.append(f"{prompt}\n      missing {missing} extra {extra}")

    def row(self) -> tuple[float, float, float]:
        """Return precision, recall and F1."""
        precision = self.hit / self.said if self.said else 0.0
        recall = self.hit / self.wanted if self.wanted else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def answers(entity: EntityFact, noun: str) -> bool:
    """Whether an entity answers to one of the nouns "a|b"."""
    for option in noun.lower().split("|"):
        wanted = vocabulary().noun(option)
        have = vocabulary().noun(entity.noun)
        if (
            option == entity.noun
            or option == entity.words.lower()
            or (wanted and have and wanted.id == have.id)
        ):
            return True
        if (
            option.split(" ")[-1] == entity.noun
            and " " in option
            and entity.words.lower().endswith(option)
        ):
            return True
        if entity.noun.endswith(" " + option) or (have and have.noun.endswith(" " + option)):
            return True
    return False


def named(facts: Facts, key: str, nouns: list[str]) -> str:
    """Return the gold noun that an entity answers to, else its own."""
    entity = next((e for e in facts.entities if e.key == key), None)
    if entity is None:
        return "?"
    return next((n for n in nouns if answers(entity, n)), entity.noun)


def score_relations(gold: Gold, facts: Facts) -> Score | None:
    """Score (subject, relation, object, when)."""
    rows = gold.get("relations")
    if not rows:
        return None
    nouns = sorted({str(r[k]) for r in rows for k in ("subject", "object")}, key=lambda n: -len(n))
    whens = {r["when"] for r in rows}
    wanted = {(r["subject"], r["relation"], r["object"], r["when"]) for r in rows}
    accept = {
        (r["subject"], a, r["object"], r["when"]): (
            r["subject"],
            r["relation"],
            r["object"],
            r["when"],
        )
        for r in rows
        for a in r.get("accept", [])
    }
    said: set[Item] = set()
    for relation in facts.relations:
        pair = named(facts, relation.subject, nouns), named(facts, relation.object, nouns)
        if pair[0] not in nouns or pair[1] not in nouns:
            continue
        for when in {"always": whens, "start": {"start"}, "end": {"end"}}[relation.when] & whens:
            item = (pair[0], relation.relation, pair[1], when)
            item = item if item in wanted else accept.get(item, item)
            said.add(item)
    return wanted, said


def score_pairs(gold: Gold, facts: Facts) -> Score | None:
    """Score the nouns of the gold only (recall)."""
    nouns = gold.get("entities")
    if not nouns:
        return None
    wanted = {(n,) for n in nouns}
    return wanted, {(n,) for n in nouns if any(answers(e, n) for e in facts.entities)}


def _moves(facts: Facts) -> set[str]:
    moves = {f.value for f in facts.camera if f.facet == "move"}
    aerial = any(f.value in {"aerial", "high"} for f in facts.camera)
    if aerial and moves & {"dolly_in"}:
        moves = {"oblique"}
    return moves


def score_moves(gold: Gold, facts: Facts) -> Score | None:
    """Score the camera's moves."""
    camera = gold.get("camera", {})
    wanted = set(camera.get("moves", [])) or ({camera["move"]} if "move" in camera else set())
    if not wanted:
        return None
    accept = set(camera.get("accept", []))
    roll = {"roll_cw": "roll", "roll_ccw": "roll"}
    arc = {"arc_left": "orbit", "arc_right": "orbit"}
    said = {arc.get(m, m) for m in _moves(facts)}
    wanted = {roll.get(m, m) for m in wanted}
    if said & {roll.get(a, a) for a in accept} and not said & wanted:
        said = set(wanted)
    return {(w,) for w in wanted}, {(s,) for s in said}


def _camera(key: str, facet: str) -> Callable[[Gold, Facts], Score | None]:
    alias = {"dutch": "dutch", "aerial": "aerial"}

    def score(gold: Gold, facts: Facts) -> Score | None:
        wanted = gold.get("camera", {}).get(key)
        if wanted is None or wanted in {"over_shoulder", "profile", "back"}:
            return None
        said = {f.value for f in facts.camera if f.facet == facet and f.at != "end"}
        accept = set(gold["camera"].get("accept", []))
        if said & accept:
            said = {wanted}
        return {(alias.get(wanted, wanted),)}, {(s,) for s in said}

    return score


def score_lens(gold: Gold, facts: Facts) -> Score | None:
    """Score the focal length."""
    wanted = gold.get("camera", {}).get("lens_mm")
    if wanted is None:
        return None
    said = {(str(float(f.amount or 0)),) for f in facts.camera if f.facet == "lens" and not f.value}
    return {(str(float(wanted)),)}, said


def score_counts(gold: Gold, facts: Facts) -> Score | None:
    """Score the number of each noun."""
    counts = gold.get("counts")
    if not counts:
        return None
    said: set[Item] = set()
    for noun in counts:
        total = sum(e.count for e in facts.entities if answers(e, noun) and not e.absent)
        if total:
            said.add((noun, str(total)))
    return {(n, str(c)) for n, c in counts.items()}, said


def score_colours(gold: Gold, facts: Facts) -> Score | None:
    """Score the colour of each noun."""
    colours = gold.get("colours")
    if not colours:
        return None
    wanted = {(n, c[0] if isinstance(c, list) else c) for n, c in colours.items()}
    said = {
        (noun, a.value.split(" ")[-1])
        for noun in colours
        for e in facts.entities
        if answers(e, noun)
        for a in e.attributes
        if a.name == "color" and not a.of_part
    }
    return {(n, str(c).split(" ")[-1]) for n, c in wanted}, said


def score_agents(gold: Gold, facts: Facts) -> Score | None:
    """Score (agent, verb); recall of the gold, and precision among those agents' actions."""
    rows = [r for r in gold.get("actions", []) if "verb" in r]
    if not rows:
        return None
    nouns = [str(r["agent"]) for r in rows]
    wanted = {(r["agent"], r["verb"]) for r in rows}
    said: set[Item] = set()
    for action in facts.actions:
        agent = named(facts, action.agent, nouns)
        if agent not in nouns:
            continue
        verb = action.verb.split(" ")[0]
        for row in rows:
            same = {row["verb"], *row.get("verb_any", [])}
            ids = {e.action for v in same if (e := vocabulary().verb(v))}
            if row["agent"] == agent and (
                verb in same or action.verb in same or action.action in ids
            ):
                said.add((agent, row["verb"]))
    return wanted, said


def score_directions(gold: Gold, facts: Facts) -> Score | None:
    """Score (agent, direction)."""
    rows = [r for r in gold.get("actions", []) if "direction" in r]
    if not rows:
        return None
    nouns = [str(r["agent"]) for r in rows]
    said = {(named(facts, a.agent, nouns), a.direction) for a in facts.actions if a.direction}
    return {(r["agent"], r["direction"]) for r in rows}, {s for s in said if s[0] in nouns}


def score_order(gold: Gold, facts: Facts) -> Score | None:
    """Score that the later action of two is ordered after the earlier."""
    rows = [r for r in gold.get("actions", []) if "order" in r]
    if len(rows) < 2:
        return None
    rows = sorted(rows, key=lambda r: r["order"])
    wanted = {(rows[0]["verb"], rows[-1]["verb"])}
    ids = [
        {e.action for v in (r["verb"], *r.get("verb_any", [])) if (e := vocabulary().verb(v))}
        for r in (rows[0], rows[-1])
    ]
    first = [a.order for a in facts.actions if a.verb == rows[0]["verb"] or a.action in ids[0]]
    last = [a.order for a in facts.actions if a.verb == rows[-1]["verb"] or a.action in ids[1]]
    good = bool(first and last) and min(first) < max(last)
    return wanted, wanted if good else {("?", "?")}


def score_scene(gold: Gold, facts: Facts) -> Score | None:
    """Score the named place."""
    scene = gold.get("scene")
    if not scene:
        return None
    places = any(answers(e, scene) for e in facts.entities)
    places = places or any(s.value == scene for s in facts.settings)
    return {(scene,)}, {(scene,)} if places else set()


SCORES: dict[str, Callable[[Gold, Facts], Score | None]] = {
    "relations": score_relations, "nouns (recall)": score_pairs, "camera move": score_moves,
    "camera size": _camera("size", "size"), "camera angle": _camera("angle", "angle"),
    "lens": score_lens, "counts": score_counts, "colours": score_colours,
    "agent + verb (recall)": score_agents, "direction": score_directions, "order": score_order,
    "scene": score_scene,
}  # fmt: skip


def records(folder: Path, sets: list[str]) -> Iterator[tuple[str, Gold]]:
    """Yield (set, record)."""
    for path in sorted(folder.glob("*.jsonl")):
        if not sets or path.stem in sets:
            for line in path.read_text("utf-8").splitlines():
                yield path.stem, json.loads(line)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", default="")
    parser.add_argument("--only", default="", help="show errors of this score only")
    parser.add_argument("--show-errors", type=int, default=0)
    options = parser.parse_args()
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    failures, count, start = 0, 0, time.process_time()
    for name, record in records(options.folder, [s for s in options.sets.split(",") if s]):
        count += 1
        try:
            facts = read_brief(record["prompt"])
        except GroundplanError as error:
            failures += 1
            print(f"failed: {error}")
            continue
        for score_name, score in SCORES.items():
            result = score(record["gold"], facts)
            if result:
                category = f"{name}/{record['category']}"
                tallies[score_name, category].add(result, prompt=record["prompt"][:300])
    milliseconds = (time.process_time() - start) * 1000 / max(count, 1)
    print(
        f"{count} prompts, {failures} failures, {milliseconds:.1f} ms CPU each, model load included"
    )
    for (score_name, category), tally in sorted(tallies.items()):
        precision, recall, f1 = tally.row()
        print(
            f"{score_name:24}{category:44}{tally.wanted:5} "
            f"P {precision:.2f} R {recall:.2f} F1 {f1:.2f}"
        )
        if options.show_errors and options.only in score_name:
            for error in tally.errors[: options.show_errors]:
                print(f"    {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
