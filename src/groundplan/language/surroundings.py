"""Reads light, place in time, weather and style: what a text says of the whole picture."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, cast

from groundplan.language.facts import Dimension, LightFact, QuantityFact, SettingFact
from groundplan.language.phrases import PhraseTable
from groundplan.language.spotting import Board, Segment
from groundplan.language.sun_words import by_the_clock, is_of_sun
from groundplan.language.vocabulary import vocabulary

__all__ = ["read_lights", "read_settings", "read_styles", "with_loose_numbers"]

_SKIPPED: Final = frozenset(
    {
        "light", "lighting", "sun", "glow", "rays", "shining", "coming", "streaming", "is",
        "falling", "comes", "falls", "at", "with", "a", "an", "and", "of",
    }
)  # fmt: skip
_LENGTHS: Final = 6
"""Words after a light term in which its side may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _LightTerm:
    value: str
    side: str
    ratio: float | None
    quality: str


@lru_cache(maxsize=1)
def _light_table() -> PhraseTable[_LightTerm]:
    rows: list[tuple[str, _LightTerm]] = []
    for value, sheet in vocabulary().sheets["lights"]["terms"].mapping().items():
        side, ratio, quality = sheet.get("side"), sheet.get("ratio"), sheet.get("quality")
        term = _LightTerm(
            value=value,
            side=side.text() if side else "",
            ratio=ratio.number() if ratio else None,
            quality=quality.text() if quality else "",
        )
        rows += [(alias, term) for alias in sheet["aliases"].words()]
    return PhraseTable(rows)


@lru_cache(maxsize=1)
def _side_table() -> PhraseTable[str]:
    sides = vocabulary().sheets["lights"]["sides"].mapping()
    return PhraseTable((words, side) for side, s in sides.items() for words in s.words())


@lru_cache(maxsize=1)
def _modifiers() -> dict[str, str | float]:
    lights = vocabulary().sheets["lights"]
    table: dict[str, str | float] = {
        word: quality for quality, s in lights["quality"].mapping().items() for word in s.words()
    }
    warmth = lights["temperature_words"].mapping().items()
    return {**table, **{word: s.number() for word, s in warmth}}


def read_lights(board: Board) -> tuple[LightFact, ...]:
    """Return what is said about light, and mark its words as taken."""
    facts: list[LightFact] = []
    lowers, at = board.lowers(), 0
    while at < len(lowers):
        found = _light_table().match(lowers, at) if board.free(at) else None
        if found is None or _is_thing(board, at, found[0]):
            at += 1
            continue
        length, term = found
        fact, end = _light(board, at, length=length, term=term)
        if fact:
            facts.append(fact)
        at = max(at + length, end)
    return tuple(_merged(facts))


def _is_thing(board: Board, at: int, length: int) -> bool:
    """Whether the words belong to the name of a thing ("street light", "light blue")."""
    lowers, nouns = board.lowers(), vocabulary().nouns
    for start in (at - 2, at - 1, at):
        thing = nouns.match(lowers, start) if start >= 0 else None
        if thing and start + thing[0] > at and thing[0] > 1 and (start < at or thing[0] > length):
            return True
    after = lowers[at + length] if at + length < len(lowers) else ""
    colors = vocabulary().sheets["adjectives"]["colors"].mapping()
    return lowers[at + length - 1] == "light" and after in colors


def _light(board: Board, at: int, *, length: int, term: _LightTerm) -> tuple[LightFact | None, int]:
    segment = board.segment_of(at, ".;!?,")
    side, frame, end = _side(board, at + length, segment)
    start, modifiers = _before(board, at, segment)
    numbers = _numbers(board, segment)
    quality = next((m for m in modifiers if isinstance(m, str)), term.quality)
    warmth = next((m for m in modifiers if isinstance(m, float)), None)
    if term.value == "light" and not (side or modifiers or numbers):
        return None, at + length
    board.take(range(start, max(end, at + length)))
    fact = LightFact(
        value="lamp" if term.value == "light" else term.value,
        span=board.span(start, max(end, at + length)),
        side=cast("Literal['']", side or term.side),
        frame=cast("Literal['camera']", frame),
        temperature_k=numbers.get(Dimension.TEMPERATURE, warmth),
        illuminance_lx=numbers.get(Dimension.ILLUMINANCE),
        luminous_flux_lm=numbers.get(Dimension.LUMINOUS_FLUX),
        ratio=numbers.get(Dimension.RATIO, term.ratio),
        stops=numbers.get(Dimension.STOPS),
        elevation_rad=numbers.get(Dimension.ANGLE),
        quality=cast("Literal['']", quality),
    )
    return fact, end


def _side(board: Board, at: int, segment: Segment) -> tuple[str, str, int]:
    """Return (side, whose side, end) of a side phrase near behind a light term."""
    lowers = board.lowers()
    for start in range(at, min(segment.end, at + _LENGTHS)):
        found = _side_table().match(lowers, start)
        if found:
            end = start + found[0]
            rest = lowers[end : end + 3]
            if found[1] in {"back", "front", "above", "left", "right", "below"} and rest[:1] == [
                "of"
            ]:
                return found[1], "subject", end
            owner = lowers[max(0, end - 2)]
            return found[1], "subject" if owner in {"his", "her", "their"} else "camera", end
        if lowers[start] not in _SKIPPED and not board.tokens[start].quantity and board.free(start):
            break
    return "", "camera", at


def _before(board: Board, at: int, segment: Segment) -> tuple[int, list[str | float]]:
    lowers, found = board.lowers(), list[str | float]()
    while at > segment.start and board.free(at - 1):
        word = lowers[at - 1]
        if word in _modifiers():
            found.append(_modifiers()[word])
        elif word not in {
            "the",
            "a",
            "in",
            "with",
            "by",
            "of",
            "at",
            "under",
            "and",
            "during",
            "lit",
            "bathed",
            "bright",
        }:
            break
        at -= 1
    return at, found


def _numbers(board: Board, segment: Segment) -> dict[Dimension, float]:
    names = {
        Dimension.TEMPERATURE: "temperature", Dimension.ILLUMINANCE: "illuminance",
        Dimension.LUMINOUS_FLUX: "luminous_flux", Dimension.RATIO: "ratio",
        Dimension.STOPS: "stops", Dimension.ANGLE: "elevation",
    }  # fmt: skip
    found: dict[Dimension, float] = {}
    for index, quantity in list(board.unclaimed(range(segment.start, segment.end))):
        if quantity.dimension in names and quantity.dimension not in found:
            found[quantity.dimension] = quantity.value
            board.claim(quantity.key, f"light.{names[quantity.dimension]}")
            board.take([index])
            if quantity.dimension is Dimension.RATIO:
                _hide_ratio_words(board, index)
    return found


def _hide_ratio_words(board: Board, index: int) -> None:
    """Hide the words around a lighting ratio ("contrast ratio of 4:1", "a 4:1 ratio")."""
    lights, lowers = vocabulary().sheets["lights"], board.lowers()
    words, heads = set(lights["ratio_words"].words()), set(lights["ratio_heads"].words())
    for step in (-1, 1):
        run, at = list[int](), index + step
        while 0 <= at < len(lowers) and lowers[at] in words and board.free(at):
            run.append(at)
            at += step
        last = max((n for n, i in enumerate(run) if lowers[i] in heads), default=-1)
        plain = run[: last + 1]
        while step < 0 and last >= 0 and len(plain) < len(run):
            plain.append(run[len(plain)])
        board.hide(plain)


def with_loose_numbers(board: Board, lights: tuple[LightFact, ...]) -> tuple[LightFact, ...]:
    """Give kelvin, lux, lumens, stops and ratios that stand alone to the light named before."""
    facts = list(lights)
    for index, quantity in list(board.unclaimed(range(len(board.tokens)))):
        fact = _loose(board, index, quantity)
        if fact:
            board.take([index])
            if fact.ratio is not None:
                _hide_ratio_words(board, index)
            _give(board, facts, fact)
    return tuple(facts)


def _give(board: Board, facts: list[LightFact], loose: LightFact) -> None:
    """Merge a number into the last light before it in its sentence, or keep it alone."""
    between = [i for i, f in enumerate(facts) if f.span.end <= loose.span.start]
    stops = [t.start for t in board.tokens if t.stop]
    if between:
        last = facts[between[-1]]
        if not any(last.span.end <= s < loose.span.start for s in stops):
            names = ("temperature_k", "illuminance_lx", "luminous_flux_lm", "ratio", "stops",
                     "elevation_rad")  # fmt: skip
            said = {n: getattr(loose, n) for n in names if getattr(loose, n) is not None}
            facts[between[-1]] = replace(last, **said)
            return
    facts.append(loose)


def _loose(board: Board, index: int, quantity: QuantityFact) -> LightFact | None:
    names = {
        Dimension.TEMPERATURE: "temperature", Dimension.ILLUMINANCE: "illuminance",
        Dimension.LUMINOUS_FLUX: "luminous_flux", Dimension.RATIO: "ratio",
        Dimension.STOPS: "stops", Dimension.LUMINANCE: "luminance",
    }  # fmt: skip
    name = names.get(quantity.dimension, "")
    if quantity.dimension is Dimension.ANGLE and is_of_sun(board, index):
        name = "elevation"
    if not name:
        return None
    board.claim(quantity.key, f"light.{name}")
    value = {name: quantity.value}
    return LightFact(
        value="",
        span=board.span(index, index + 1),
        temperature_k=value.get("temperature"),
        illuminance_lx=value.get("illuminance"),
        luminous_flux_lm=value.get("luminous_flux"),
        ratio=value.get("ratio"),
        stops=value.get("stops"),
        elevation_rad=value.get("elevation"),
    )


def _merged(facts: list[LightFact]) -> list[LightFact]:
    """Drop a repeated term that says nothing new."""
    kept: list[LightFact] = []
    for fact in facts:
        if not any(k.value == fact.value and not fact.side for k in kept):
            kept.append(fact)
    return kept


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
            _is_thing(board, at, found[0]) or _before_thing(board, at, found)
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
        skip = found is None or at in board.hidden or _is_thing(board, at, found[0])
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
