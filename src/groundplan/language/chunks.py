"""Words become chunks: noun phrases, verb groups, prepositions, marks.

Tags of the model are evidence; the vocabulary and agreement ("a dog trots") overrule them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from groundplan.language.lexicon import Preposition, lexicon
from groundplan.language.morphology import singulars
from groundplan.language.noun_phrases import NounPhrase, read_noun_phrase
from groundplan.language.small_words import (
    BE,
    ends_clause,
    joint_at,
    narrowed,
    negation_at,
    no_longer,
)
from groundplan.language.vocabulary import VerbEntry, vocabulary
from groundplan.language.words import Words

__all__ = ["Chunk", "VerbGroup", "chunk"]

_HELP: Final = frozenset(
    {
        "have", "has", "had", "do", "does", "did", "will", "would", "can", "could", "may", "might",
        "must", "should", "shall", "'ll", "'d", "'ve",
    }
)  # fmt: skip
_NOT: Final = frozenset({"not", "n't", "never", "without", "no longer"})
_SWITCHING: Final = frozenset({"turn", "switch", "put", "try", "flick"})
"""Verbs with which "on" in front of an object belongs to them ("turns on the television")."""
_GET: Final = frozenset({"get", "gets", "got", "getting"})
_PARTICLES: Final = frozenset({"up", "down", "off", "on", "out", "away", "over", "back"})
_CLOSERS: Final = frozenset(
    {",", ".", ";", "!", "?", "and", "then", "again", "while", "as", "before"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbGroup:
    """A verb with its helpers."""

    lemma: str
    action: str
    verb_class: str
    form: str
    """Penn tag of the main verb."""
    index: int
    passive: bool = False
    finite: bool = False
    infinitive: bool = False
    negated: bool = False
    copula: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Words `start` to `end` (exclusive) of the parsed words, and what they are."""

    kind: str
    """noun, pronoun, owner, verb, preposition, direction, quantity, manner, adjective, comma,
    stop, and, relative, then, overlap, before, after, there or unknown."""
    start: int
    end: int
    noun: NounPhrase | None = None
    verb: VerbGroup | None = None
    preposition: Preposition | None = None
    text: str = ""
    extra: tuple[int, ...] = field(default=())


def chunk(words: Words) -> tuple[Chunk, ...]:
    """Return the chunks of some words, from left to right, without gaps."""
    found: list[Chunk] = []
    at = 0
    while at < len(words.lowers):
        piece = _next(words, at, found)
        found.append(piece)
        at = piece.end
    return tuple(found)


def _next(words: Words, at: int, before: Sequence[Chunk]) -> Chunk:
    simple = _mark(words, at) or _function(words, at, before)
    if simple:
        return simple
    for build in (_verb, _noun, _adjective, _adverb):
        piece = build(words, at, before)
        if piece:
            return piece
    return Chunk(kind="unknown", start=at, end=at + 1, text=words.lowers[at])


def _mark(words: Words, at: int) -> Chunk | None:
    token, lower = words.tokens[at], words.lowers[at]
    if token.quantity:
        return Chunk(kind="quantity", start=at, end=at + 1, text=token.quantity)
    if token.stop:
        return Chunk(kind="stop", start=at, end=at + 1)
    if lower in {",", ":"}:
        return Chunk(kind="comma", start=at, end=at + 1)
    if not token.word and not lower.startswith("'"):
        return Chunk(kind="mark", start=at, end=at + 1)
    return None


def _function(words: Words, at: int, before: Sequence[Chunk]) -> Chunk | None:
    """Return a chunk of the closed classes, the longest phrase first."""
    tables, lowers = lexicon(), words.lowers
    if _is_particle(words, at, before) and _phrasal(words, at, before):
        return Chunk(kind="particle", start=at, end=at + 1, text=lowers[at])
    options: list[tuple[int, int, Chunk]] = []
    order = tables.orders.match(lowers, at)
    if order and not _shared(order[0], tables.prepositions.match(lowers, at)):
        options.append(
            (order[0], 2, Chunk(kind=order[1], start=at, end=at + order[0], text=lowers[at]))
        )
    direction = tables.directions.match(lowers, at)
    if direction and _is_direction(words, at, length=direction[0], before=before):
        options.append(
            (
                direction[0],
                3,
                Chunk(kind="direction", start=at, end=at + direction[0], text=direction[1]),
            )
        )
    preposition = tables.prepositions.match(lowers, at)
    if preposition and _is_preposition(words, at, before):
        options.append(
            (
                preposition[0],
                1,
                Chunk(
                    kind="preposition",
                    start=at,
                    end=at + preposition[0],
                    preposition=preposition[1],
                ),
            )
        )
    manner = tables.manners.match(lowers, at)
    if (
        manner
        and not words.noun_at(at + manner[0])
        and (manner[0] > 1 or words.tags[at].startswith("RB"))
    ):
        options.append(
            (manner[0], 2, Chunk(kind="manner", start=at, end=at + manner[0], text=manner[1]))
        )
    if options:
        return max(options, key=lambda o: (o[0], o[1]))[2]
    return _small(words, at, before)


def _shared(length: int, preposition: tuple[int, Preposition] | None) -> bool:
    return preposition is not None and preposition[0] > length


def _small(words: Words, at: int, before: Sequence[Chunk]) -> Chunk | None:
    lower = words.lowers[at]
    pair = " ".join(words.lowers[at : at + 2])
    if pair in {"each other", "one another", "no one", "the former", "the latter"}:
        return Chunk(kind="pronoun", start=at, end=at + 2, text=pair)
    kind = "particle" if _is_particle(words, at, before) else negation_at(words, at)
    kind = kind or joint_at(words, at)
    return Chunk(kind=kind, start=at, end=at + 1, text=lower) if kind else None


def _phrasal(words: Words, at: int, before: Sequence[Chunk]) -> bool:
    """Whether the verb before the object makes another verb with the particle."""
    verbs = [piece.verb for piece in before[-2:] if piece.verb and not piece.verb.copula]
    particle = words.lowers[at]
    return bool(verbs) and vocabulary().verb(f"{verbs[-1].lemma} {particle}") is not None


def _is_particle(words: Words, at: int, before: Sequence[Chunk]) -> bool:
    """Whether "off" belongs to the verb before the object ("turns the tap off")."""
    after = words.lowers[at + 1] if at + 1 < len(words.lowers) else "."
    if words.lowers[at] not in _PARTICLES or after not in _CLOSERS or not before:
        return False
    return before[-1].kind in {"noun", "pronoun", "verb"}


def _is_direction(words: Words, at: int, *, length: int, before: Sequence[Chunk]) -> bool:
    end = at + length
    after = words.lowers[end] if end < len(words.lowers) else "."
    last = before[-1].kind if before else ""
    if after == "of" and words.lowers[end - 1] in {"left", "right"}:
        return False
    if length > 1:
        return True
    if (
        words.tags[at].startswith("VB")
        and words.lowers[at] == "left"
        and last in {"noun", "pronoun"}
    ):
        return False
    if words.nominal_at(end) and words.lowers[at] in {"up", "down", "left", "right"}:
        return False
    return last in {"verb", "direction", "manner", "noun", "and"} and after not in {"the", "a"}


def _is_preposition(words: Words, at: int, before: Sequence[Chunk]) -> bool:
    """Whether it is not a particle, an infinitive "to" or an adjective ("close", "near")."""
    lower, tag = words.lowers[at], words.tags[at]
    if (
        lower == "to"
        and (entry := words.verb_at(at + 1, base=True)) is not None
        and (not words.nominal_at(at + 1) or (not entry.shy and ends_clause(words, at + 2)))
    ):
        return False
    if lower in {"left", "right", "opposite", "past"} and words.lowers[at + 1 : at + 2] != ["of"]:
        return (
            lower in {"past", "opposite"} and tag in {"IN", "RB", "JJ", "NN", "RP"} and bool(before)
        )
    if lower in {
        "inside",
        "nearby",
        "over",
        "by",
        "above",
        "below",
        "up",
        "down",
        "off",
        "around",
        "along",
        "through",
    }:
        return (
            words.nominal_at(at + 1)
            or lower == "nearby"
            or words.lowers[at + 1 : at + 2] == ["each"]
        )
    return True


def _verb(words: Words, at: int, _before: Sequence[Chunk]) -> Chunk | None:
    lowers, start = words.lowers, at
    helpers: list[str] = []
    negated = False
    while at < len(lowers) and _is_helper(words, at):
        negated = negated or lowers[at] in _NOT
        helpers.append(lowers[at])
        at += 1
    base = bool(helpers) and helpers[-1] == "to"
    side = lowers[at : at + 2] in (["left", "of"], ["right", "of"])  # no form of "leave"
    entry = None if side else words.verb_at(at, base=base, helped=bool(helpers) and not base)
    if entry is None and helpers and helpers[-1] in BE | {"'s"}:
        at, entry = narrowed(words, at)
    if helpers and not any(h in BE | _HELP | {"'s", "to"} for h in helpers):
        return None if entry is None else _group(words, entry, at=at, start=start, helpers=helpers)
    if entry is None:
        if any(h in BE | {"'s"} for h in helpers):
            group = VerbGroup(
                lemma="be",
                action="",
                verb_class="state",
                form="VBZ",
                index=start,
                finite=True,
                negated=negated,
                copula=True,
            )
            return Chunk(kind="verb", start=start, end=start + len(_bare(helpers)), verb=group)
        return None
    return _group(words, entry, at=at, start=start, helpers=helpers)


def _bare(helpers: list[str]) -> list[str]:
    """Return the helpers up to the last form of "be" or negation."""
    last = max(i for i, h in enumerate(helpers) if h in BE | _NOT | {"'s"})
    return helpers[: last + 1]


def _is_helper(words: Words, at: int) -> bool:
    lower, tag = words.lowers[at], words.tags[at]
    if lower in BE or (lower in {"no", "longer"} and no_longer(words, at)):
        return True
    if lower in _NOT:
        return lower != "without" or words.verb_at(at + 1) is not None
    if lower in _GET or lower == "'s":
        done = words.tags[at + 1 : at + 2] == ["VBN"] and _is_verb(words, at + 1)
        return done if lower in _GET else tag.startswith("VB")
    if lower == "to":
        return words.verb_at(at + 1, base=True) is not None
    if lower in _HELP:
        ahead = at + 1
        while ahead < len(words.lowers) and (
            words.lowers[ahead] in _NOT | {"no", "longer"} or words.tags[ahead].startswith("RB")
        ):
            ahead += 1
        return words.verb_at(ahead, helped=True) is not None or words.lowers[ahead : ahead + 1] == [
            "be"
        ]
    return (
        words.tags[at].startswith("RB")
        and _verb_ahead(words, at + 1)
        and lower not in {"then", "there"}
    )


def _is_verb(words: Words, at: int) -> bool:
    return words.verb_at(at, helped=True) is not None


def _verb_ahead(words: Words, at: int) -> bool:
    while at < len(words.lowers) and words.tags[at].startswith("RB"):
        at += 1
    return words.verb_at(at) is not None


def _group(words: Words, entry: VerbEntry, *, at: int, start: int, helpers: list[str]) -> Chunk:
    form = words.tags[at] if words.tags[at].startswith("VB") else entry.tag
    end = at + 1
    particle = words.lowers[end] if end < len(words.lowers) else ""
    phrasal = vocabulary().verb(f"{words.lowers[at]} {particle}", form)
    if phrasal and (
        particle not in {"on", "at", "to", "for", "with", "in", "around", "round"}
        or not words.nominal_at(end + 1)
        or (particle == "on" and entry.lemma in _SWITCHING)
    ):
        entry, end = phrasal, end + 1
    be = any(h in BE | _GET | {"'s"} for h in helpers)
    into = entry.verb_class == "change" and words.lowers[end : end + 1] in (
        ["into"],
        ["from"],
        ["to"],
    )
    passive = (be and form in {"VBN", "VBD"}) or (not helpers and form == "VBN" and not into)
    group = VerbGroup(
        lemma=entry.lemma,
        action=entry.action,
        verb_class=entry.verb_class,
        form=form,
        index=at,
        passive=passive and entry.verb_class != "posture" and entry.lemma not in {"gather", "go"},
        finite=(form in {"VBZ", "VBP", "VBD", "VB"} or be) and "to" not in helpers,
        infinitive="to" in helpers,
        negated=any(h in _NOT | {"no"} for h in helpers),
    )
    manners = tuple(
        i
        for i in range(start, at)
        if words.tags[i].startswith("RB") and words.lowers[i] not in _NOT
    )
    return Chunk(kind="verb", start=start, end=end, verb=group, extra=manners)


def _noun(words: Words, at: int, _before: Sequence[Chunk]) -> Chunk | None:
    phrase = read_noun_phrase(words, at)
    if phrase is None:
        return None
    owner = (
        phrase.end < len(words.lowers)
        and words.lowers[phrase.end] in {"'s", "'"}
        and not words.tags[phrase.end].startswith("VB")
    )
    kind = "owner" if owner else "noun"
    return Chunk(kind=kind, start=at, end=phrase.end + owner, noun=phrase)


def _adjective(words: Words, at: int, _before: Sequence[Chunk]) -> Chunk | None:
    lower, tag = words.lowers[at], words.tags[at]
    known = lower in lexicon().adjectives or lower in lexicon().colors
    if known or tag.startswith("JJ") or tag in {"VBN", "VBG"}:
        return Chunk(kind="adjective", start=at, end=at + 1, text=lower)
    return None


def _adverb(words: Words, at: int, _before: Sequence[Chunk]) -> Chunk | None:
    if words.tags[at].startswith("RB") or words.lowers[at].endswith("ly"):
        return Chunk(kind="manner", start=at, end=at + 1, text=words.lowers[at])
    return None


def plural_of_unknown(word: str) -> str:
    """Return the singular of an unknown plural."""
    return next(singulars(word), word)
