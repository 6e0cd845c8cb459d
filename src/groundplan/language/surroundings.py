"""Reads place in time, weather and style: what a text says of the whole picture."""

from functools import lru_cache
from typing import Literal, cast

from groundplan.language.facts import SettingFact
from groundplan.language.lights_said import names_thing
from groundplan.language.phrases import PhraseTable
from groundplan.language.spotting import Board
from groundplan.language.sun_words import by_the_clock
from groundplan.language.vocabulary import vocabulary

__all__ = ["read_settings", "read_styles"]


@lru_cache(maxsize=1)
def _setting_table() -> PhraseTable[tuple[str, str]]:
    sheet = vocabulary().sheets["settings"]
    facets = ("time_of_day", "weather", "season", "interior", "style")
    return PhraseTable(
        (alias, (facet, value))
        for facet in facets
        for value, aliases in sheet[facet].mapping().items()
        for alias in aliases.words()
    )


@lru_cache(maxsize=1)
def _lead_ins() -> PhraseTable[str]:
    return PhraseTable((w, "") for w in vocabulary().sheets["settings"]["leadins"].words())


def read_styles(board: Board) -> tuple[SettingFact, ...]:
    """Return style facts; hides their words, and lead-ins such as "we see"."""
    facts: list[SettingFact] = []
    lowers, at = board.lowers(), 0
    while at < len(lowers):
        lead, found = _lead_ins().match(lowers, at), _setting_table().match(lowers, at)
        if lead:
            board.hide(range(at, at + lead[0]))
        thing = found is not None and (
            names_thing(board, at, found[0]) or _before_thing(board, at, found)
        )
        if found is None or found[1][0] != "style" or thing:
            at += lead[0] if lead else 1
            continue
        end = _style_end(board, at + found[0])
        span = board.span(at, end)
        facts.append(SettingFact(facet="style", value=found[1][1], span=span))
        board.hide(range(_style_start(board, at), end))
        at = end
    return (*facts, *_named_styles(board))


def _before_thing(board: Board, at: int, found: tuple[int, tuple[str, str]]) -> bool:
    """Whether colours that could be a style stand before a noun ("a black and white cat")."""
    behind = at + found[0]
    return (
        found[1][1] == "black_and_white"
        and vocabulary().nouns.match(board.lowers(), behind) is not None
    )


def read_settings(board: Board) -> tuple[SettingFact, ...]:
    """Return time of day, weather, season and interior or exterior; takes their words."""
    facts: list[SettingFact] = []
    lowers, at = board.lowers(), 0
    while at < len(lowers):
        found = _setting_table().match(lowers, at)
        skip = found is None or at in board.hidden or names_thing(board, at, found[0])
        if found is None or skip or found[1][0] == "style":
            at += 1
            continue
        length, (facet, value) = found
        span = board.span(at, at + length)
        facts.append(SettingFact(facet=cast("Literal['style']", facet), value=value, span=span))
        board.take(range(at, at + length))
        at += length
    if all(fact.facet != "time_of_day" for fact in facts):
        facts += by_the_clock(board)
    return tuple({(f.facet, f.value): f for f in reversed(facts)}.values())[::-1]


def _style_end(board: Board, end: int) -> int:
    lowers = board.lowers()
    while end < len(lowers) and lowers[end] in {
        "style",
        "quality",
        "look",
        "aesthetic",
        "painting",
        "rendering",
        "vibe",
        "art",
        "footage",
        "shot",
        "video",
    }:
        end += 1
    return end


def _style_start(board: Board, start: int) -> int:
    lowers = board.lowers()
    if start and lowers[start - 1] in {"shot", "in", "on", "with"} and board.free(start - 1):
        return start - 1
    return start


def _named_styles(board: Board) -> tuple[SettingFact, ...]:
    """Read "in the style of …", "in … style" and "… style"."""
    facts: list[SettingFact] = []
    lowers = board.lowers()
    for index, word in enumerate(lowers):
        if word != "style" or not board.free(index):
            continue
        segment = board.segment_of(index)
        if lowers[index + 1 : index + 2] == ["of"]:
            start, end = index, min(segment.end, index + 6)
        else:
            start, end = max(segment.start, index - 3), index + 1
            opening = [i for i in range(start, index) if lowers[i] in {"in", "a", "the", "of"}]
            start = opening[-1] if opening else max(segment.start, index - 1)
        while start > segment.start and lowers[start - 1] in {"in", "the", "a"}:
            start -= 1
        board.hide(range(start, end))
        value = " ".join(lowers[start:end])
        facts.append(SettingFact(facet="style", value=value, span=board.span(start, end)))
    return tuple(facts)
