"""Scores the quantities that the reader finds against `benchmarks/quantities`.

    python tools/evaluate_quantities.py [--half train|test] [--show-errors]

Value, unit and field separately and together: micro precision, recall and F1 over the quantities of
all sentences. A value counts with its second value, the kind of range and whether it is "about".
Errors are shown for the train half only: no rule may be written on the test half.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from groundplan.language.facts import EntityFact, Facts, QuantityFact
from groundplan.language.reader import read_brief
from groundplan.language.vocabulary import vocabulary

__all__ = ["MEASURES", "Tally", "evaluate", "read_items"]

FOLDER: Final = Path(__file__).parent.parent / "benchmarks" / "quantities"
MEASURES: Final = ("value", "unit", "field", "together")
_WORDED_TIMES: Final = {"noon": 12 * 3600.0, "midday": 12 * 3600.0, "midnight": 0.0}

Item = tuple[str, str, str]
"""Value, unit and field, each as text that is equal where the thing is."""


@dataclass
class Tally:
    """Counts of one measure."""

    hit: int = 0
    said: int = 0
    wanted: int = 0

    def add(self, wanted: Counter[Any], said: Counter[Any]) -> None:
        """Count one sentence."""
        self.hit += (wanted & said).total()
        self.said += said.total()
        self.wanted += wanted.total()

    @property
    def f1(self) -> float:
        """F1, from 0 to 1; 1 where nothing was asked and nothing said."""
        both = self.said + self.wanted
        return 2 * self.hit / both if both else 1.0

    def row(self) -> str:
        """Return precision, recall and F1 as text."""
        precision, recall = self.hit / max(self.said, 1), self.hit / max(self.wanted, 1)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}  ({self.hit}/{self.wanted})"


@dataclass
class Result:
    """Tallies by measure, and the sentences that went wrong."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {m: Tally() for m in MEASURES})
    errors: list[str] = field(default_factory=list[str])
    sentences: int = 0


def evaluate(path: Path) -> Result:
    """Return the score of one file of gold."""
    result = Result()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        wanted = [_gold_item(q) for q in record["quantities"]]
        said = list(read_items(read_brief(record["text"])))
        result.sentences += 1
        for measure, tally in result.tallies.items():
            tally.add(_measured(wanted, measure), _measured(said, measure))
        missing, extra = Counter(wanted) - Counter(said), Counter(said) - Counter(wanted)
        if missing or extra:
            result.errors.append(f"{record['text']}\n    - {[*missing]}\n    + {[*extra]}")
    return result


def _measured(items: list[Item], measure: str) -> Counter[Any]:
    at = MEASURES.index(measure)
    return Counter(items if measure == "together" else [item[at] for item in items])


def _gold_item(gold: dict[str, Any]) -> Item:
    value = _value_text(
        gold["value"],
        gold.get("end_value"),
        kind=gold.get("range_kind"),
        about=gold.get("approximate", False),
    )
    measure, _, nouns = gold["field"].partition(": ")
    return value, gold["unit"], _field(measure, _gold_names(measure, nouns))


def _gold_names(measure: str, nouns: str) -> list[str]:
    if measure.startswith("action"):
        agent, _, verb = nouns.rpartition(" ")
        return [f"{_canonical(agent)} {verb}"]
    return [_canonical(noun) for noun in nouns.split(", ") if noun]


def _value_text(
    value: float, end: float | None = None, *, kind: str | None = None, about: bool = False
) -> str:
    numbers = "..".join(f"{v:.6g}" for v in (value, end) if v is not None)
    return " ".join(["about"] * about + [numbers] + ([kind] if kind else []))


def _field(measure: str, names: list[str]) -> str:
    ordered = sorted(names) if measure.startswith("relation") else names
    return f"{measure}: {', '.join(ordered)}" if names else measure


def _canonical(noun: str) -> str:
    entry = vocabulary().noun(noun)
    return entry.id if entry else noun


def read_items(facts: Facts) -> Iterator[Item]:
    """Yield what was read as items: quantities, counted things, and times of day in words."""
    entities = {e.key: e for e in facts.entities}
    for quantity in facts.quantities:
        yield _quantity_item(quantity, facts, entities)
    for entity in facts.entities:
        if entity.count > 1 and not entity.count_guessed:
            yield str(entity.count), "1", _field("entity count", [_canonical(entity.noun)])
    for setting in facts.settings:
        said = facts.text[setting.span.start : setting.span.end].lower()
        if said in _WORDED_TIMES:
            yield _value_text(_WORDED_TIMES[said]), "s", "setting time"


def _quantity_item(quantity: QuantityFact, facts: Facts, entities: dict[str, EntityFact]) -> Item:
    owner, _, name = quantity.role.partition(".")
    kind, _, key = owner.partition(":")
    names: list[str] = []
    if kind == "entity":
        names = [_noun(entities, key)]
    elif kind == "relation":
        relation = next((r for r in facts.relations if r.key == key), None)
        ends = (relation.subject, relation.object) if relation else ("", "")
        names = [_noun(entities, end) for end in ends]
    elif kind == "action":
        action = next((a for a in facts.actions if a.key == key), None)
        verb = action.verb.partition(" ")[0] if action else "?"
        names = [f"{_noun(entities, action.agent if action else '')} {verb}"]
    elif kind == "comparison":
        names = [_noun(entities, one) for one in key.split(",")]
    value = _value_text(
        quantity.value, quantity.end_value, kind=quantity.range_kind, about=quantity.approximate
    )
    return value, quantity.unit, _field(f"{kind} {name}", names)


def _noun(entities: dict[str, EntityFact], key: str) -> str:
    return _canonical(entities[key].noun) if key in entities else "?"


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--half", choices=("train", "test"), action="append")
    parser.add_argument("--show-errors", action="store_true", help="of the train half")
    options = parser.parse_args()
    for half in options.half or ("train", "test"):
        start = time.process_time()
        result = evaluate(FOLDER / f"{half}.jsonl")
        spent = (time.process_time() - start) * 1000 / result.sentences
        print(f"{half}: {result.sentences} sentences, {spent:.1f} ms CPU each, loading included")
        for measure, tally in result.tallies.items():
            print(f"  {measure:10}{tally.row()}")
        if options.show_errors and half == "train":
            print("\n".join(result.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
