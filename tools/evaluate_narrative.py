"""Scores what the reader understands of a story against `benchmarks/narrative`.

    python tools/evaluate_narrative.py [--half train|test] [--show-errors]

Micro precision, recall and F1 by measure: who does what (and what is said not to happen), to what,
in which order, which way, how long; who is there and how many; relations, changes, framing,
setting, sound and spoken lines. A sentence counts as right when all its measures are.
Errors are shown for the train half only: no rule may be written on the test half.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent))

from evaluate_language import answers
from groundplan.agents.changes import changes_of
from groundplan.language.facts import ActionFact, EntityFact, Facts
from groundplan.language.reader import read_brief
from groundplan.language.vocabulary import vocabulary

__all__ = ["MEASURES", "Result", "evaluate"]

FOLDER: Final = Path(__file__).parent.parent / "benchmarks" / "narrative"

Gold = dict[str, Any]
Items = set[tuple[str, ...]]
Names = dict[str, str]


@dataclass
class Result:
    """Hits, said and wanted by measure; whole sentences; what went wrong."""

    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    whole: Counter[str] = field(default_factory=Counter[str])
    sentences: Counter[str] = field(default_factory=Counter[str])
    errors: list[str] = field(default_factory=list[str])
    seconds: float = 0.0

    def f1(self, measure: str) -> float:
        """Return F1, from 0 to 1; 1 where nothing was asked and nothing said."""
        hit, said, wanted = self.counts[measure]
        return 2 * hit / (said + wanted) if said + wanted else 1.0


def names_of(facts: Facts, gold: Gold) -> Names:
    """Return what the gold calls each entity: its noun, with a number where it uses one."""
    nouns = {*gold.get("cast", {}), *(r["agent"] for r in gold.get("actions", []))}
    plain = sorted({n.partition("/")[0] for n in nouns}, key=lambda n: -len(n))
    numbered = {n.partition("/")[0] for n in nouns if "/" in n}
    seen, found = Counter[str](), Names()
    for entity in facts.entities:
        name = next((n for n in plain if _answers(entity, n)), entity.noun)
        seen[name] += 1
        found[entity.key] = f"{name}/{seen[name]}" if name in numbered else name
    return found


def _answers(entity: EntityFact, noun: str) -> bool:
    return answers(entity, noun) or entity.name.lower() == noun


def _same_verb(action: ActionFact, verb: str) -> bool:
    entry = vocabulary().verb(verb)
    same = verb in {action.verb, action.verb.split(" ")[0]}
    return same or (entry is not None and action.action != "" and entry.action == action.action)


def _matched(facts: Facts, gold: Gold, names: Names) -> list[tuple[Gold, ActionFact | None]]:
    """Pair each gold action with the first of the reader's that says it."""
    left, pairs = list(facts.actions), list[tuple[Gold, ActionFact | None]]()
    for row in gold.get("actions", []):
        fits = [a for a in left if names[a.agent] == row["agent"] and _same_verb(a, row["verb"])]
        fits.sort(key=lambda a: row.get("object") not in {None, names.get(a.object)})
        if fits:
            left.remove(fits[0])
        pairs.append((row, fits[0] if fits else None))
    return pairs


def score_actions(gold: Gold, facts: Facts) -> tuple[Items, Items]:
    """Score (agent, verb, whether it happens), precision too."""
    names = names_of(facts, gold)
    pairs = _matched(facts, gold, names)
    wanted = {(r["agent"], r["verb"], str(bool(r.get("negated")))) for r, _ in pairs}
    said = {(r["agent"], r["verb"], str(a.negated)) for r, a in pairs if a}
    known = {a.key for _, a in pairs if a}
    rest = (a for a in facts.actions if a.key not in known)
    extra = {(names[a.agent], a.verb, str(a.negated)) for a in rest}
    twins = {(names[a.agent], a.verb) for _, a in pairs if a}
    return wanted, said | {e for e in extra if e[:2] not in twins}


def score_objects(gold: Gold, facts: Facts) -> tuple[Items, Items]:
    """Score what is acted on, gone to, come from and passed, of the actions that were found."""
    names, wanted, said = names_of(facts, gold), Items(), Items()
    for row, action in _matched(facts, gold, names):
        for role in ("object", "goal", "source", "path"):
            if role in row:
                wanted.add((row["verb"], role, row[role]))
            key = getattr(action, role) if action else ""
            if key and (role in row or role == "object"):
                said.add((row["verb"], role, names[key]))
    return wanted, said


def score_order(gold: Gold, facts: Facts) -> tuple[Items, Items]:
    """Score before, after or at once, for each pair of actions of the gold with an order."""
    names, wanted, said = names_of(facts, gold), Items(), Items()
    pairs = [(r, a) for r, a in _matched(facts, gold, names) if "order" in r]
    for n, (first, one) in enumerate(pairs):
        for second, other in pairs[n + 1 :]:
            verbs = f"{first['agent']} {first['verb']}", f"{second['agent']} {second['verb']}"
            wanted.add((*verbs, _sign(second["order"] - first["order"])))
            if one and other:
                said.add((*verbs, _sign(other.order - one.order)))
    return wanted, said


def _sign(number: int) -> str:
    return "=" if number == 0 else "<" if number > 0 else ">"


def score_directions(gold: Gold, facts: Facts) -> tuple[Items, Items]:
    """Score ways on the screen, durations and delays of the actions that were found."""
    names, wanted, said = names_of(facts, gold), Items(), Items()
    for row, action in _matched(facts, gold, names):
        for name in ("direction", "duration_s", "delay_s"):
            if name in row:
                wanted.add((row["verb"], str(row[name])))
                said |= {(row["verb"], str(getattr(action, name)))} if action else set()
    return wanted, said


def score_cast(gold: Gold, facts: Facts) -> tuple[Items, Items]:
    """Score who and what is there and how many; things nobody asked for count against it."""
    if "cast" not in gold:
        return set(), set()
    names, rows = names_of(facts, gold), gold["cast"]
    wanted = {(n, str(c)) for n, c in rows.items() if c != "n?"}
    said, totals = Items(), Counter[str]()
    for entity in facts.entities:
        name = names[entity.key]
        totals[name] += 0 if entity.absent else entity.count
    for name, count in totals.items():
        if rows.get(name) != "n?":
            vague = count and rows.get(name) == "n"
            said.add((name, "n" if vague else str(count) if count else "no"))
    return wanted, said


def score_relations(gold: Gold, facts: Facts) -> tuple[Items, Items]:
    """Score (subject, relation, object, when) where the gold names relations."""
    if "relations" not in gold:
        return set(), set()
    names = names_of(facts, gold)
    wanted = {(r["subject"], r["relation"], r["object"], r["when"]) for r in gold["relations"]}
    return wanted, {
        (names[r.subject], r.relation, names[r.object], r.when) for r in facts.relations
    }


def score_changes(gold: Gold, facts: Facts) -> tuple[Items, Items]:
    """Score what becomes of things: (noun, attribute, end state), and nothing else."""
    names = names_of(facts, gold)
    wanted = {(r["noun"], r["attribute"], r["to"]) for r in gold.get("changes", [])}
    said = {(names[c.entity], c.name, c.values[1]) for c in changes_of(facts) if c.values[1]}
    return wanted, said


def score_framing(gold: Gold, facts: Facts) -> tuple[Items, Items]:
    """Score the shot sizes at the start and at the end."""
    wanted = set(gold.get("size", {}).items())
    if not wanted:
        return set(), set()
    sizes = [f for f in facts.camera if f.facet == "size"]
    return wanted, {("end" if f.at == "end" else "start", f.value) for f in sizes}


def score_setting(gold: Gold, facts: Facts) -> tuple[Items, Items]:
    """Score place, time, weather, and styles as words."""
    wanted, said = set(gold.get("setting", {}).items()), Items()
    facets = {facet for facet, _ in wanted}
    said |= {(s.facet, s.value) for s in facts.settings if s.facet in facets}
    styles = [
        f"{s.value} {facts.text[s.span.start : s.span.end]}"
        for s in facts.settings
        if s.facet == "style"
    ]
    for word in gold.get("style", []):
        wanted |= {("style", word)}
        said |= {("style", word) for style in styles if word in style.lower().replace("_", " ")}
    return wanted, said


def score_heard(gold: Gold, facts: Facts) -> tuple[Items, Items]:
    """Score sounds and spoken lines, kept as text."""
    names = names_of(facts, gold)
    wanted = {("sound", text) for text in gold.get("sound", [])}
    wanted |= {(speaker, text) for speaker, text in gold.get("lines", [])}
    said = {(names.get(line.speaker, ""), line.text) for line in facts.lines}
    for fact in (s for s in facts.settings if s.facet == "sound"):
        text = facts.text[fact.span.start : fact.span.end]
        said.add(("sound", next((t for t in gold.get("sound", []) if t in text), text)))
    return wanted, said


MEASURES: Final[dict[str, Callable[[Gold, Facts], tuple[Items, Items]]]] = {
    "actions": score_actions, "objects": score_objects, "order": score_order,
    "direction, time": score_directions, "cast": score_cast, "relations": score_relations,
    "changes": score_changes, "framing": score_framing, "setting, style": score_setting,
    "sound, lines": score_heard,
}  # fmt: skip


def evaluate(path: Path) -> Result:
    """Return the score of one file of gold."""
    result = Result()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        start = time.perf_counter()
        facts = read_brief(record["text"])
        result.seconds += time.perf_counter() - start
        wrong = list[str]()
        for measure, score in MEASURES.items():
            wanted, said = score(record["gold"], facts)
            for n, size in enumerate((len(wanted & said), len(said), len(wanted))):
                result.counts[measure][n] += size
            if wanted != said:
                missing, extra = sorted(wanted - said), sorted(said - wanted)
                wrong.append(f"\n    {measure}: missing {missing} extra {extra}")
        result.sentences[record["category"]] += 1
        result.whole[record["category"]] += not wrong
        if wrong:
            result.errors.append(f"{record['id']} {record['text']}{''.join(wrong)}")
    return result


def main() -> None:
    """Print the scores of one or both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("train", "test"))
    parser.add_argument("--show-errors", action="store_true")
    options = parser.parse_args()
    read_brief("a horse")
    for half in (options.half,) if options.half else ("train", "test"):
        result = evaluate(FOLDER / f"{half}.jsonl")
        total = result.sentences.total()
        print(
            f"{half}: {total} sentences, {result.whole.total()} wholly right, "
            f"{1000 * result.seconds / total:.1f} ms each"
        )
        for measure in MEASURES:
            hit, said, wanted = result.counts[measure]
            print(
                f"  {measure:16} P {hit / max(said, 1):.3f}  R {hit / max(wanted, 1):.3f}  "
                f"F1 {result.f1(measure):.3f}  ({hit}/{wanted})"
            )
        parts = (f"{c} {result.whole[c]}/{n}" for c, n in result.sentences.items())
        print("  whole: " + ", ".join(parts))
        if options.show_errors and half == "train":
            print("\n".join(result.errors))


if __name__ == "__main__":
    main()
