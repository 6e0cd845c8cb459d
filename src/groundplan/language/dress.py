"""Dress phrases: what a noun phrase says behind its head about clothes, hair, beard and skin.

"a woman in a long black coat and sunglasses walks", "a man with a beard, dressed in white": read
before everything else and taken out, so that the rest of the sentence parses as if they were not
there. Whole sentences about clothes ("she wears a hat") are left to the grammar.
"""

from dataclasses import dataclass, replace
from typing import Final

from groundplan.language.facts import AttributeFact, Span, UnresolvedFact
from groundplan.language.leftovers import FUNCTION_WORDS
from groundplan.language.lexicon import lexicon
from groundplan.language.morphology import singulars
from groundplan.language.spotting import Board
from groundplan.language.tokens import Token
from groundplan.language.vocabulary import vocabulary
from groundplan.language.words import DETERMINERS, POSSESSIVES

__all__ = ["DressPhrase", "Worn", "read_dress"]

CLOTHES: Final = "clothes"
_OPENERS: Final = (
    ("dressed", "all", "in"), ("dressed", "up", "in"), ("dressed", "entirely", "in"),
    ("dressed", "in"), ("dressed", "as"), ("clad", "in"), ("clothed", "in"), ("who", "wears"),
    ("who", "wear"), ("wearing",), ("sporting",), ("in",), ("with",), ("without",),
)  # fmt: skip
_SURE: Final = frozenset({"dressed", "clad", "clothed", "wearing", "sporting", "who"})
"""First words of openers behind which every noun is something worn."""
_LINKS: Final = frozenset({"and", ",", "with", "over", "&", "plus", "under"})
_HAIR: Final = frozenset(
    {
        "hair", "beard", "moustache", "mustache", "goatee", "stubble", "ponytail", "bun", "braid",
        "braids", "pigtails", "plaits", "afro", "bob", "curls", "dreadlocks", "bangs", "fringe",
        "skin", "complexion", "hairstyle", "haircut", "mohawk", "sideburns", "top knot", "topknot",
        "buzz cut", "crew cut", "bald head", "locks",
    }
)  # fmt: skip
_FACES: Final = frozenset({"eye", "eyes", "freckles", "wrinkles", "tattoo", "tattoos"})
_DONE: Final = frozenset(
    {"tied", "pulled", "done", "styled", "worn", "put", "gathered", "up", "back", "in", "into", "a",
     "an", "two"}
)  # fmt: skip
_LONGEST: Final = 4
_WORDS: Final = 9
"""Words that an item can have at most: our engineering default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worn:
    """One thing that is worn, grown or missing."""

    noun: str
    part: bool
    """Hair, beard or skin instead of a garment."""
    attributes: tuple[AttributeFact, ...]
    span: Span
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DressPhrase:
    """What one noun's wearer has on; `owner` is the place of the noun's last word on the board."""

    owner: int
    start: int
    end: int
    items: tuple[Worn, ...]

    def unowned(self, board: Board) -> UnresolvedFact:
        """Return the phrase as words that belong to nobody."""
        span = board.span(self.start, self.end)
        text = " ".join(t.text for t in board.tokens[self.start : self.end])
        return UnresolvedFact(text=text, span=span, reason="nobody in the text wears this")


def read_dress(board: Board) -> tuple[DressPhrase, ...]:
    """Return all dress phrases and hide their words."""
    found: list[DressPhrase] = []
    at = 1
    while at < len(board.tokens):
        owner = _owner(board, at, found)
        phrase = _phrase(board, at, owner) if owner >= 0 else None
        if phrase is None:
            at += 1
            continue
        found.append(phrase)
        board.hide(range(phrase.start, phrase.end))
        board.silent.update(range(phrase.start, phrase.end))
        at = phrase.end
    return tuple(found)


def _owner(board: Board, at: int, found: list[DressPhrase]) -> int:
    """Return the place of the noun that a phrase at a place would belong to, or -1."""
    if found and found[-1].end == at:
        return found[-1].owner
    before = board.tokens[at - 1]
    if found and found[-1].end == at - 1 and before.text == ",":
        return found[-1].owner
    if before.text == "," and at > 1:
        sure = board.tokens[at].lower in _SURE
        return at - 2 if sure and _person(board.tokens, at - 2) else -1
    return at - 1 if _person(board.tokens, at - 1) else -1


def _person(tokens: tuple[Token, ...], at: int) -> bool:
    token = tokens[at]
    if not token.word:
        return False
    entry = vocabulary().noun(token.lower)
    if entry is not None:
        return entry.kind in {"character", "animal"}
    name = token.text[0].isupper() and not token.text.isupper() and at > 0
    alone = at == 0 and token.text[0].isupper() and vocabulary().verb(token.lower) is None
    return (name or alone) and token.lower not in FUNCTION_WORDS


def _phrase(board: Board, at: int, owner: int) -> DressPhrase | None:
    lowers = board.lowers()
    opener = next((o for o in _OPENERS if tuple(lowers[at : at + len(o)]) == o), None)
    if opener is None:
        return None
    end, items = at + len(opener), list[Worn]()
    sure, missing = opener[0] in _SURE, opener[0] == "without"
    while True:
        start = _past_links(lowers, end) if items else end
        item = _item(board, start, sure=sure, first=not items)
        if item is None or (items and start == end):
            break
        worn, end = item
        items.append(replace(worn, missing=missing))
    if not items:
        return None
    after = _past_links(lowers, end)
    if opener == ("with",) and lowers[end : end + 1] == ["and"] and _held(lowers, after):
        # "with a beard and a cane": "with" goes on to what is carried.
        return DressPhrase(owner=owner, start=at + 1, end=after, items=tuple(items))
    return DressPhrase(owner=owner, start=at, end=end, items=tuple(items))


def _held(lowers: list[str], at: int) -> bool:
    """Whether a thing follows, and not somebody who does something."""
    if at >= len(lowers) or lowers[at] not in DETERMINERS | POSSESSIVES:
        return False
    for word in lowers[at + 1 : at + 5]:
        entry = vocabulary().noun(word)
        if entry is not None:
            return entry.kind == "prop"
    return False


def _past_links(lowers: list[str], at: int) -> int:
    while at < len(lowers) and lowers[at] in _LINKS:
        at += 1
    return at


def _item(board: Board, at: int, *, sure: bool, first: bool) -> tuple[Worn, int] | None:
    """Return the worn thing that starts at a place, and where it ends."""
    lowers, start = board.lowers(), at
    while at < len(lowers) and lowers[at] in DETERMINERS | POSSESSIVES | {"pair", "of"}:
        at += 1
    head, end, part = _head(board, at)
    if end < 0:
        return _colour_alone(board, at) or (_unknown(board, at) if sure and first else None)
    if part and lowers[end - 1] == "hair":
        return _hair(board, at, head=head, end=end)
    attributes = _properties(board, at, head, part=_plain(" ".join(lowers[head:end])))
    noun = _plain(" ".join(lowers[head:end]))
    span = board.span(min(start, head), end)
    return Worn(noun=noun, part=part, attributes=attributes, span=span), end


def _head(board: Board, at: int) -> tuple[int, int, bool]:
    """Return where the first worn noun starts and ends, and whether it is a part of the body."""
    lowers = board.lowers()
    for k in range(at, min(at + _WORDS, len(lowers))):
        length, part = _worn_at(lowers, k)
        while length:
            more, other = _worn_at(lowers, k + length)
            if not more:
                return k, k + length, part
            k, length, part = k + length, more, other  # noqa: PLW2901  # "jean jacket" is a jacket
        if not _may_describe(board, k, first=k == at):
            break
    return -1, -1, False


def _plain(noun: str) -> str:
    """Return a worn noun as the vocabulary has it: "suits" are a suit, boots stay boots."""
    if noun in lexicon().garments | _HAIR | _FACES:
        return noun
    front, _, last = noun.rpartition(" ")
    forms = (f"{front} {one}".strip() for one in singulars(last))
    return next((form for form in forms if form in lexicon().garments), noun)


def _may_describe(board: Board, at: int, *, first: bool) -> bool:
    token, lower = board.tokens[at], board.lowers()[at]
    if not token.word and lower not in {",", "'s"}:
        return False
    if lower in {"and", ","}:
        return not first and _describes(board, at - 1) and _describes(board, at + 1)
    if lower in FUNCTION_WORDS - {"'s", "very", "too", "same"}:
        return False
    entry = vocabulary().noun(lower)
    plain = entry is None or entry.kind not in {"character", "animal"}
    verb = vocabulary().verb(lower)
    finite = verb is not None and verb.tag in {"VBZ", "VBD"} and not _describes(board, at)
    chef = at + 1 < len(board.tokens) and board.lowers()[at + 1] == "'s"
    return (plain or chef) and not finite


def _describes(board: Board, at: int) -> bool:
    if not 0 <= at < len(board.tokens):
        return False
    lower, tables = board.lowers()[at], lexicon()
    return lower in tables.colors or lower in tables.shades or lower in tables.adjectives


def _worn_at(lowers: list[str], at: int) -> tuple[int, bool]:
    """Return how many words at a place name something worn, and whether a part of the body."""
    tables = lexicon()
    for length in range(_LONGEST, 0, -1):
        words = lowers[at : at + length]
        if len(words) < length:
            continue
        phrase = " ".join(words)
        forms = [phrase, *(" ".join([*words[:-1], one]) for one in singulars(words[-1]))]
        if any(form in tables.garments for form in forms):
            return length, False
        if phrase in _HAIR or phrase in _FACES:
            return length, True
    return 0, False


def _properties(board: Board, start: int, end: int, *, part: str) -> tuple[AttributeFact, ...]:
    """Return colours, sizes and materials of a worn thing; a shade joins the colour behind it."""
    tables, lowers = lexicon(), board.lowers()
    found: list[AttributeFact] = []
    for at in range(start, end):
        lower = lowers[at]
        if lower in FUNCTION_WORDS or not board.tokens[at].word:
            continue
        follower = lowers[at + 1] if at + 1 < end else ""
        if lower in tables.shades and follower in tables.colors:
            continue
        name = "color" if lower in tables.colors else tables.adjectives.get(lower, "quality")
        first = at - 1 if name == "color" and at > start and lowers[at - 1] in tables.shades else at
        value = " ".join(lowers[first : at + 1])
        found.append(
            AttributeFact(name=name, value=value, span=board.span(first, at + 1), of_part=part)
        )
    return tuple(found)


def _hair(board: Board, at: int, *, head: int, end: int) -> tuple[Worn, int]:
    """Return hair with its colour and how it is worn ("her hair tied in a bun")."""
    lowers, stop = board.lowers(), end
    found = list(_properties(board, at, head, part="hair"))
    behind = end
    while behind < len(lowers) and lowers[behind] in _DONE:
        behind += 1
    style = lowers[behind] if behind < len(lowers) else ""
    if behind > end and style in _HAIR - {"hair", "skin"}:
        span = board.span(behind, behind + 1)
        found.append(AttributeFact(name="quality", value=style, span=span, of_part="hair"))
        stop = behind + 1
    span = board.span(at, stop)
    return Worn(noun="hair", part=True, attributes=tuple(found), span=span), stop


def _colour_alone(board: Board, at: int) -> tuple[Worn, int] | None:
    """Return clothes of a colour ("in black"), unless the colour is that of another noun."""
    tables, lowers, end = lexicon(), board.lowers(), at
    if end < len(lowers) and lowers[end] == "all":
        end += 1
    while end < len(lowers) and lowers[end] in tables.shades:
        end += 1
    if end >= len(lowers) or lowers[end] not in tables.colors:
        return None
    end += 1
    follower = lowers[end] if end < len(lowers) else ""
    if follower and not _ends_phrase(board, end):
        return None
    if lowers[at : at + 3] == ["black", "and", "white"] or (
        follower in {"light", "and"}
        and (lowers[end + 1 : end + 2] and lowers[end + 1] in tables.colors)
    ):
        return None
    shown = _properties(board, at, end, part=CLOTHES)
    return Worn(noun=CLOTHES, part=False, attributes=shown, span=board.span(at, end)), end


def _ends_phrase(board: Board, at: int) -> bool:
    """Whether what stands at a place can't be the noun of a colour before it."""
    token, lower = board.tokens[at], board.lowers()[at]
    if not token.word or lower in FUNCTION_WORDS or token.quantity:
        return True
    return vocabulary().verb(lower) is not None and lower not in {"light", "lights"}


def _unknown(board: Board, at: int) -> tuple[Worn, int] | None:
    """Return a noun that must be a garment, though nobody knows it."""
    lowers, end = board.lowers(), at
    for end in range(at, min(at + _WORDS, len(lowers) + 1)):
        if end == len(lowers) or not _continues(board, end, first=end == at):
            break
    if end <= at:
        return None
    noun = lowers[end - 1]
    return Worn(
        noun=noun, part=False, attributes=_properties(board, at, end - 1, part=noun),
        span=board.span(at, end),
    ), end  # fmt: skip


def _continues(board: Board, at: int, *, first: bool) -> bool:
    token, lower = board.tokens[at], board.lowers()[at]
    if not token.word or lower in FUNCTION_WORDS or token.quantity:
        return False
    verb = vocabulary().verb(lower)
    return first or verb is None or _describes(board, at)
