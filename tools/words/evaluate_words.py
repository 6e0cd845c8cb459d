"""Scores what unknown words are drawn as, in sentences of our own, against `gold.yaml`.

    python tools/words/evaluate_words.py [--show-errors]

Odd places of each list were worked with, even ones were kept back. Top 1: the drawn thing is one of
those that are right. Wrong: drawn as something else, not as a labelled stand-in or not at all.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final, cast

import yaml

from groundplan.agents.bodies import cast_thing, is_person
from groundplan.language.morphology import verb_forms
from groundplan.language.reader import read_brief

__all__ = ["noun_answer", "verb_answer"]

_GOLD: Final = Path(__file__).parent / "gold.yaml"
_NOTHING: Final = frozenset({"unresolved", "stand-in"})


def noun_answer(noun: str) -> str:
    """Return what a noun is drawn as: person, a body or prop, stand-in, or unresolved."""
    article = "an" if noun[0] in "aeiou" else "a"
    facts = read_brief(f"A woman stands next to {article} {noun}.")
    named = [e for e in facts.entities if e.noun == noun]
    if not named:
        return "unresolved"
    if is_person(named[0]):
        return "person"
    drawn = cast_thing(named[0])
    return "stand-in" if drawn.placeholder else drawn.species_id or drawn.catalogue_id


def verb_answer(verb: str) -> str:
    """Return the action that a verb is shown as, or unresolved."""
    third = {tag: form for form, tag in verb_forms(verb, None)}["VBZ"]
    facts = read_brief(f"A woman {third} in the park.")
    return next((a.action for a in facts.actions if a.action), "unresolved")


def _report(
    name: str, gold: dict[str, list[str]], answer: Callable[[str], str], *, show: bool
) -> None:
    for half, first in (("worked with", 0), ("kept back", 1)):
        words = list(gold)[first::2]
        said = {word: answer(word) for word in words}
        right = sum(said[word] in gold[word] for word in words)
        wrong = [w for w in words if said[w] not in gold[w] and said[w] not in _NOTHING]
        print(f"{name}, {half}: top 1 {right} of {len(words)}, wrong {len(wrong)}")
        for word in words if show and first == 0 else ():
            if said[word] not in gold[word]:
                print(f"    {word}: {said[word]}, not {' or '.join(gold[word])}")


def main() -> None:
    """Print the scores of both halves of both lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show-errors", action="store_true", help="of the half worked with")
    options = parser.parse_args()
    gold = cast("dict[str, dict[str, list[str]]]", yaml.safe_load(_GOLD.read_text("utf-8")))
    _report("nouns", gold["nouns"], noun_answer, show=options.show_errors)
    _report("verbs", gold["verbs"], verb_answer, show=options.show_errors)


if __name__ == "__main__":
    main()
