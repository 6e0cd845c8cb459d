"""A prompt from the words of a shot: what the picture shows already is not said again.

Who is there, what they do, where, when and in what style is always said. Of what the blueprint
fixes beyond that (camera, lens, focus, light, layout, directions) only what the caller asks for:
what no control carries. A phrase goes in whole or, where a limit of length forbids it, into
`left_out`; the first to go are the details of looks, then the surroundings, further things,
layout, lens and focus, light, camera, style, the setting, and last of all what happens.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from groundplan.shader.capabilities import PromptRule
from groundplan.shader.intents import IntentName, ShotIntent
from groundplan.shader.prompt.dialects import fits
from groundplan.shader.prompt.phrases import Part, Phrase, phrases_in
from groundplan.shader.prompt.places import placed
from groundplan.shader.prompt.sentences import Names, rendered
from groundplan.shader.prompt.tables import dialect_words
from groundplan.shader.prompt.words import ShotWords

__all__ = ["CompiledPrompt", "compile_prompt"]

_PART_OF: Final[dict[IntentName, Part]] = {
    "camera_path": "camera", "focal_length": "camera", "focus": "camera", "layout": "layout",
    "trajectory": "deeds", "skeleton": "deeds", "animal_skeleton": "deeds", "identity": "cast",
    "light_direction": "light", "light_level": "light", "light_temperature": "light",
    "look": "style",
}  # fmt: skip
_PRIORITY: Final[dict[Part, int]] = {
    "deeds": 0, "cast": 1, "setting": 2, "style": 3, "camera": 4, "light": 5, "layout": 7,
    "things": 8, "surroundings": 9, "detail": 10,
}  # fmt: skip
_LENS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledPrompt:
    """Words as they are sent."""

    positive: str
    negative: str = ""
    said: frozenset[IntentName] = frozenset()
    """The intents whose words are in it, all of them."""
    left_out: tuple[str, ...] = ()
    """What did not fit."""


def compile_prompt(
    words: ShotWords,
    rule: PromptRule,
    *,
    shown: frozenset[IntentName],
    say: tuple[ShotIntent, ...],
) -> CompiledPrompt:
    """Return the prompt for a model that is shown some intents and has to be told others.

    The phrases of an intent's words stand between semicolons. What of them a clause of `words`
    says already is not said twice: the longer of both is taken.
    """
    if rule.dialect == "none":
        return CompiledPrompt(positive="")
    told = tuple(intent for intent in say if intent.name not in shown)
    parts = frozenset(dialect_words()[rule.dialect].order) | {"cast"}
    phrases = [one for one in _phrases(words, told, shown=shown) if one.part in parts]
    kept, left, text = _chosen(phrases, Names(words), rule)
    return CompiledPrompt(
        positive=text,
        negative=dialect_words()[rule.dialect].negative if rule.negative else "",
        said=_said(told, kept, text),
        left_out=tuple(left),
    )


def _chosen(
    phrases: list[Phrase], names: Names, rule: PromptRule
) -> tuple[list[Phrase], list[str], str]:
    """Return what goes in, what is left out, and the text."""
    whole = rendered(phrases, names, dialect=rule.dialect)
    if fits(whole, rule):
        return phrases, [], whole
    kept: list[Phrase] = []
    left: list[str] = []
    text = ""
    for phrase in sorted(phrases, key=lambda one: one.priority):
        trial = rendered([*kept, phrase], names, dialect=rule.dialect)
        if fits(trial, rule):
            kept.append(phrase)
            text = trial
        else:
            left.append(phrase.text)
    return kept, left, text


def _phrases(
    words: ShotWords, told: Iterable[ShotIntent], *, shown: frozenset[IntentName]
) -> list[Phrase]:
    """Return all phrases, numbered as they were given."""
    links = (*words.links, *[""] * len(words.actions))
    found = [
        Phrase(part="deeds", text=text, link=link)
        for text, link in zip(words.actions, links, strict=False)
    ]
    found += [Phrase(part="cast", text=text) for text in words.subjects]
    found += [Phrase(part="things", text=text) for text in words.things]
    setting = " ".join(p for p in (placed(words.place), words.time_of_day, words.weather) if p)
    found += [Phrase(part="setting", text=setting)] if setting else []
    if "look" not in shown:
        found += [Phrase(part="style", text=text) for text in words.style]
    for intent in told:
        for text in phrases_in(intent.words):
            _add(found, intent.name, text)
    found += [Phrase(part="surroundings", text=text) for text in words.scenery]
    found += [Phrase(part="detail", text=text) for text in words.details]
    return [
        replace(one, number=number, priority=_priority(one)) for number, one in enumerate(found)
    ]


def _priority(phrase: Phrase) -> int:
    lens = bool(phrase.names & {"focal_length", "focus"})
    return _LENS if lens else _PRIORITY[phrase.part]


def _add(found: list[Phrase], name: IntentName, text: str) -> None:
    """Add a phrase of an intent, or note that one that is there says it."""
    part = _PART_OF[name]
    for k, one in enumerate(found):
        if one.text.startswith(text) and (one.part == part or part in {"layout", "cast"}):
            found[k] = replace(one, names=one.names | {name})
            return
        if part == one.part == "deeds" and text.startswith(one.text):
            found[k] = replace(one, text=text, names=one.names | {name})
            return
    found.append(Phrase(part=part, text=text, names=frozenset({name})))


def _said(told: Iterable[ShotIntent], kept: list[Phrase], text: str) -> frozenset[IntentName]:
    """Return the intents of which every phrase went in."""
    said: set[IntentName] = set()
    for intent in told:
        phrases = phrases_in(intent.words)
        own = [one.text for one in kept if intent.name in one.names]
        if intent.name == "identity":
            there = all(phrase.lower() in text.lower() for phrase in phrases)
        else:
            there = all(any(one.startswith(phrase) for one in own) for phrase in phrases)
        if phrases and there:
            said.add(intent.name)
    return frozenset(said)
