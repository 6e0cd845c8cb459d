"""A prompt from the words of a shot: what the picture shows already is not said again."""

from dataclasses import dataclass

from groundplan.shader.capabilities import PromptRule
from groundplan.shader.intents import IntentName, ShotIntent
from groundplan.shader.prompt.words import ShotWords

__all__ = ["CompiledPrompt", "compile_prompt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledPrompt:
    """Words as they are sent."""

    positive: str
    negative: str = ""
    said: frozenset[IntentName] = frozenset()
    """The intents whose words are in it."""
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

    A phrase goes in whole or, where the limit of length forbids it, into `left_out`.
    """
    if rule.dialect == "none":
        return CompiledPrompt(positive="")
    phrases = [*words.subjects, *words.actions, words.place, words.time_of_day, words.weather]
    phrases += [*words.style]
    said: set[IntentName] = set()
    kept: list[str] = []
    left: list[str] = []
    for phrase, name in [(p, None) for p in phrases if p] + [(i.words, i.name) for i in say]:
        if len(", ".join([*kept, phrase])) > rule.most_characters:
            left.append(phrase)
            continue
        kept.append(phrase)
        if name is not None:
            said.add(name)
    del shown
    return CompiledPrompt(positive=", ".join(kept), said=frozenset(said), left_out=tuple(left))
