"""Small words between the phrases: negation, joints, and what stands between "is" and its verb."""

from typing import Final

from groundplan.language.lexicon import lexicon
from groundplan.language.vocabulary import VerbEntry, vocabulary
from groundplan.language.words import Words

__all__ = ["BE", "ends_clause", "joint_at", "narrowed", "negation_at", "no_longer", "possesses"]

BE: Final = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "'re"])
_RELATIVE: Final = frozenset({"who", "which", "that", "whose", "where"})
_MODIFIERS: Final = 2
"""Words that may stand between "is" and the verb that they narrow down ("is bungee jumping")."""


def negation_at(words: Words, at: int) -> str:
    """Return the kind of a word that says that something is not, or of a bare helper."""
    lower, nominal = words.lowers[at], words.nominal_at(at + 1)
    if lower in {"both", "all"} and words.lowers[at + 1 : at + 2] == ["of"]:
        return "unknown"
    if lower == "neither" or (lower in {"not", "hardly", "barely"} and nominal):
        return "neither"
    if lower == "without" and words.verb_at(at + 1) is None:
        return "without"
    helper = lower in {"does", "do", "did"} and words.tags[at].startswith("VB") and nominal
    return "mark" if helper else ""


def joint_at(words: Words, at: int) -> str:
    """Return the kind of a word that joins clauses or stands for something; empty for others."""
    lower, tag = words.lowers[at], words.tags[at]
    if lower in {"and", "or", "but", "&", "nor"}:
        return "and"
    if lower in _RELATIVE and (lower != "that" or tag != "DT" or words.verb_at(at + 1) is not None):
        return "relative"
    if lower == "there" and words.lowers[at + 1 : at + 2] and words.lowers[at + 1] in BE:
        return "there"
    stands = lexicon().pronouns.get(lower, "other") != "other" and not possesses(words, at)
    return "pronoun" if stands else ""


def possesses(words: Words, at: int) -> bool:
    """Whether "her", "his", "its" or "their" stands before its noun, or "both" before one."""
    lower = words.lowers[at]
    if lower in {
        "his",
        "its",
        "their",
        "my",
        "our",
        "your",
        "both",
        "other",
        "another",
        "the other",
    }:
        return words.nominal_at(at + 1)
    return lower == "her" and words.tags[at] == "PRP$" and words.nominal_at(at + 1)


def narrowed(words: Words, at: int) -> tuple[int, VerbEntry | None]:
    """Return place and entry of the verb of "is bungee jumping", "is busy sawing", "is tai chi"."""
    plain, verbs = vocabulary(), words.verb_at
    for end in range(min(at + _MODIFIERS, len(words.lowers)), at, -1):
        phrase = " ".join(words.lowers[at:end])
        entry = plain.verb(phrase, "VB")
        if entry and _is_activity(entry, phrase) and ends_clause(words, end):
            return end - 1, entry
    for place in range(at + 1, at + 1 + _MODIFIERS):
        if place >= len(words.lowers) or words.tags[place - 1] not in {"NN", "NNP", "JJ", "NNS"}:
            break
        tag, busy = words.tags[place], words.lowers[place - 1] == "busy"
        if words.tags[place - 1] == "JJ" and not busy and words.noun_at(place - 1) is False:
            break
        doing = words.lowers[place].endswith("ing") and (busy or verbs(place) is not None)
        if tag == "VBG" or doing:
            return place, verbs(place) or plain.verb(words.lowers[place], "VBG")
    return at, None


def _is_activity(entry: VerbEntry, phrase: str) -> bool:
    """Whether a bare verb names what one does ("a person is tai chi")."""
    calm = entry.verb_class in {"posture", "still"} and phrase not in lexicon().adjectives
    return entry.tag == "VB" and calm and vocabulary().noun(phrase) is None


def ends_clause(words: Words, at: int) -> bool:
    """Whether a clause ends before a place."""
    return at >= len(words.lowers) or words.tokens[at].stop or words.lowers[at] in {",", "and"}


def no_longer(words: Words, at: int) -> bool:
    """Whether "no longer" stands at a place, or ends there."""
    first = at if words.lowers[at] == "no" else at - 1
    return first >= 0 and words.lowers[first : first + 2] == ["no", "longer"]
