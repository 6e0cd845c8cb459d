"""Where the shots of a scene begin: where the script says so, else block by block."""

from collections.abc import Sequence
from typing import Final

from groundplan.inputs.script.model import Element, ElementKind, Shot
from groundplan.inputs.script.shot_headings import is_transition
from groundplan.language.speaking_time import speaking_time_s

__all__ = ["shots_in"]

_SEEN: Final = frozenset({ElementKind.ACTION, ElementKind.CENTRED})
_SPOKEN: Final = frozenset({ElementKind.DIALOGUE, ElementKind.LYRIC})
_SHORTEST_S: Final = 3.0
"""A block that is estimated to be shorter takes the next one in: our engineering default."""
_WORDS_PER_SECOND: Final = 3.0
"""Of action; some 180 words to a page, a page to a minute: our engineering default."""


def shots_in(text: str, elements: Sequence[Element]) -> tuple[Shot, ...]:
    """Return the shots of a scene, in the order of its text; they cover all that happens.

    Args:
        text: the scene's.
        elements: places in it.
    """
    told = [e for e in elements if e.kind not in {ElementKind.HEADING, ElementKind.SECTION,
                                                  ElementKind.SYNOPSIS}]  # fmt: skip
    opens = _stated(text, told)
    if len(opens) < 2 and not any(told[i].kind is ElementKind.SHOT for i in opens):
        opens = _by_blocks(text, told)
    found: list[Shot] = []
    for n, first in enumerate(opens):
        last = opens[n + 1] if n + 1 < len(opens) else len(told)
        shot = _shot(text, told[first:last])
        if shot is not None:
            found.append(shot)
    return tuple(found)


def _stated(text: str, told: Sequence[Element]) -> list[int]:
    """Return where headings and cuts say that a shot begins."""
    opens = [0] if told else []
    cut = False
    for index, element in enumerate(told):
        if element.kind is ElementKind.TRANSITION:
            cut = _is_cut(text[element.start : element.end])
        elif element.kind is ElementKind.SHOT or cut:
            opens += [index] if opens[-1] != index else []
            cut = False
    return opens


def _is_cut(line: str) -> bool:
    words = line.upper()
    return is_transition(words) and "IN" not in words.replace(":", "").split()


def _by_blocks(text: str, told: Sequence[Element]) -> list[int]:
    """Return where a new shot would begin: each paragraph of action opens one, unless short."""
    opens: list[int] = []
    lasting, acted, before = 0.0, False, -1
    for index, element in enumerate(told):
        piece = text[element.start : element.end]
        if element.kind in _SEEN:
            new = before < 0 or text.count("\n", before, element.start) > 1
            if not opens or (acted and new and lasting >= _SHORTEST_S):
                opens.append(index)
                lasting = 0.0
            lasting += len(piece.split()) / _WORDS_PER_SECOND
            acted, before = True, element.end
        elif element.kind in _SPOKEN:
            opens = opens or [0]
            lasting += speaking_time_s(piece)
            before = -1
    return [0, *opens[1:]] if opens else []


def _shot(text: str, own: Sequence[Element]) -> Shot | None:
    """Return a shot of some elements; None when nothing is seen or heard in them."""
    held = [e for e in own if e.kind in _SEEN | _SPOKEN | {ElementKind.SHOT}]
    if not held:
        return None
    opening = next((e for e in held if e.kind is ElementKind.SHOT), None)
    plain = all(e.kind is ElementKind.SHOT for e in held)
    if plain and opening is not None and not text[opening.start : opening.end].strip():
        return None
    heading = " ".join(text[opening.start : opening.end].split()) if opening else ""
    return Shot(
        number=opening.label if opening else "", heading=heading, start=own[0].start,
        end=own[-1].end, seconds=opening.seconds if opening else None,
    )  # fmt: skip
