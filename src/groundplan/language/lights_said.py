"""Reads what a text says about light: words, sides, colours, levels and ratios of lamps."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, cast

from groundplan.language.facts import Dimension, LightFact, QuantityFact
from groundplan.language.phrases import PhraseTable
from groundplan.language.spotting import Board, Segment
from groundplan.language.sun_words import is_of_sun
from groundplan.language.vocabulary import vocabulary

__all__ = ["names_thing", "read_lights", "with_loose_numbers"]

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
    bare: bool
    """A word of other meanings ("key"): light only where a side or a number of light follows."""


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
            bare=False,
        )
        rows += [(alias, term) for alias in sheet["aliases"].words()]
        bare = sheet.get("bare")
        rows += [(w, replace(term, bare=True)) for w in (bare.words() if bare else ())]
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
        if found is None or names_thing(board, at, found[0]):
            at += 1
            continue
        length, term = found
        fact, end = _light(board, at, length=length, term=term)
        if fact:
            facts.append(fact)
        at = max(at + length, end)
    return tuple(_merged(facts))


def names_thing(board: Board, at: int, length: int) -> bool:
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
    if term.bare and not _is_lamp(board, at, length, segment=segment):
        return None, at + length
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
        stops=_signed(board, numbers.get(Dimension.STOPS), segment),
        elevation_rad=numbers.get(Dimension.ANGLE),
        quality=cast("Literal['']", quality),
    )
    return fact, end


_LAMP_SIDES: Final = frozenset({"left", "right", "above", "below", "behind", "front", "camera"})
_LAMP_NUMBERS: Final = frozenset(
    {
        Dimension.TEMPERATURE, Dimension.ILLUMINANCE, Dimension.LUMINOUS_FLUX, Dimension.RATIO,
        Dimension.STOPS,
    }
)  # fmt: skip
_BETWEEN: Final = frozenset({"light", "at", "of", "is", "with", "a", "an", "the", "to", "from"})


def _is_lamp(board: Board, at: int, length: int, *, segment: Segment) -> bool:
    """Whether "key", "fill" or "rim" is a lamp: a number or side of light comes right behind."""
    lowers = board.lowers()
    last = at if at and lowers[at - 1] == "to" else at + length + 4
    for index in range(at + length, min(segment.end, last)):
        quantity = board.quantities.get(board.tokens[index].quantity)
        if quantity is not None:
            return quantity.dimension in _LAMP_NUMBERS
        if lowers[index] in _LAMP_SIDES:
            return lowers[index - 1] in {"from", "camera", "at", "on"} or lowers[index] == "camera"
        if lowers[index] not in _BETWEEN:
            return False
    return False


def _signed(board: Board, stops: float | None, segment: Segment) -> float | None:
    """Return stops with the sign of "under", "below" or "down"."""
    if stops is None:
        return None
    lowers = board.lowers()[segment.start : segment.end]
    return -abs(stops) if {"under", "below", "down"} & set(lowers) else stops


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
