"""Reads a WordNet 3.0 database (Debian: wordnet-base): meanings, and how often each is meant.

Source:
    Format: wndb(5WN), cntlist(5WN) and lexnames(5WN) of the same package.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

__all__ = ["CLASSES", "Synset", "WordNet", "read_wordnet"]

CLASSES: Final = (
    "adj", "adj", "adv", "top", "act", "animal", "artifact", "attribute", "body", "cognition",
    "communication", "event", "feeling", "food", "group", "location", "motive", "object", "person",
    "phenomenon", "plant", "possession", "process", "quantity", "relation", "shape", "state",
    "substance", "time", "body", "change", "cognition", "communication", "competition",
    "consumption", "contact", "creation", "emotion", "motion", "perception", "possession",
    "social", "stative", "weather",
)  # fmt: skip
"""Lexicographer classes by file number: nouns from 3, verbs from 29."""
_PART: Final = {"noun": "1", "verb": "2"}


@dataclass(slots=True, kw_only=True)
class Synset:
    """One meaning."""

    words: tuple[str, ...]
    """As written; a capital letter marks a proper name."""
    lexical: str
    above: tuple[str, ...]
    """Offsets of what it is a kind of; of a proper name nothing."""
    below: list[str] = field(default_factory=list[str])
    size: int = 0
    """Meanings below it, itself included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordNet:
    """One part of speech."""

    synsets: dict[str, Synset]
    senses: dict[str, tuple[str, ...]]
    """Offsets by lower-case lemma, the most frequent sense first."""
    counts: dict[tuple[str, int], int]
    """Times that a lemma was meant in the n-th sense (from 1) in tagged texts."""
    irregular: dict[str, str]
    """Lemma by irregular form."""


def read_wordnet(folder: Path, part: str) -> WordNet:
    """Return the nouns or the verbs of a database folder."""
    synsets: dict[str, Synset] = {}
    for line in (folder / f"data.{part}").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            offset, synset = _synset(line)
            synsets[offset] = synset
    for offset, synset in synsets.items():
        for above in synset.above:
            synsets[above].below.append(offset)
    for offset, synset in synsets.items():
        synset.size = len(_under(synsets, offset))
    return WordNet(
        synsets=synsets, senses=_senses(folder / f"index.{part}"),
        counts=_counts(folder / "cntlist.rev", _PART[part]),
        irregular=_irregular(folder / f"{part}.exc"),
    )  # fmt: skip


def _synset(line: str) -> tuple[str, Synset]:
    parts = line.split(" | ", maxsplit=1)[0].split()
    number = int(parts[3], 16)
    words = tuple(parts[4 + 2 * i] for i in range(number))
    at = 4 + 2 * number
    pointers = range(int(parts[at]))
    above = [parts[at + 2 + 4 * i] for i in pointers if parts[at + 1 + 4 * i] == "@"]
    return parts[0], Synset(words=words, lexical=CLASSES[int(parts[1])], above=tuple(above))


def _under(synsets: dict[str, Synset], offset: str) -> set[str]:
    found, left = {offset}, [offset]
    while left:
        new = [b for b in synsets[left.pop()].below if b not in found]
        found.update(new)
        left += new
    return found


def _senses(path: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith(" "):
            parts = line.split()
            found[parts[0]] = tuple(parts[-int(parts[2]) :])
    return found


def _counts(path: Path, part: str) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = defaultdict(int)
    for line in path.read_text("utf-8").splitlines():
        key, number, count = line.split()
        lemma, _, rest = key.partition("%")
        if rest.startswith(part):
            found[lemma, int(number)] = int(count)
    return found


def _irregular(path: Path) -> dict[str, str]:
    lines = (line.split() for line in path.read_text("utf-8").splitlines())
    return {parts[0]: parts[1] for parts in lines if len(parts) > 1}
