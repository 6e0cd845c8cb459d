"""The elements of a script become its scenes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from groundplan.errors import InputError
from groundplan.inputs.script.model import Element, ElementKind, Heading, Scene, Script
from groundplan.inputs.script.people import ages_in, forms_of, people_in
from groundplan.inputs.script.prose import prose_of
from groundplan.inputs.script.shots import shots_in
from groundplan.inputs.script.slug import read_slug
from groundplan.inputs.script.speeches import speeches_in
from groundplan.language.names import Person

__all__ = ["MAX_SCENES", "MAX_SCENE_CHARACTERS", "script_of"]

MAX_SCENE_CHARACTERS: Final = 60_000
"""Longest scene that is read, [characters]: some thirty pages; our engineering default."""
MAX_SCENES: Final = 2_000
"""Most scenes of a script; our engineering default (a film has some 120)."""
_DOUBLED: Final = re.compile(r",(?= {0,200}[,.;])")
_TOLD: Final = frozenset(
    {ElementKind.ACTION, ElementKind.SHOT, ElementKind.DIALOGUE, ElementKind.LYRIC,
     ElementKind.CENTRED}
)  # fmt: skip


def script_of(
    raw: str,
    text: str,
    elements: Sequence[Element],
    *,
    form: str,
    title: str = "",
    author: str = "",
) -> Script:
    """Return the script that some elements make.

    Args:
        raw: the whole text as written.
        text: the same with comments blanked.
        elements: places in it, in order.
        form: `fountain`, `fdx` or `plain`.
        title: as the title page has it.
        author: likewise.

    Raises:
        InputError: nothing happens in it, a scene is too long, or there are too many.
    """
    if not any(e.kind in _TOLD for e in elements):
        raise InputError("the script has no action and no dialogue", "write what is seen in it")
    people = people_in(text, elements)
    scenes: list[Scene] = []
    before = ""
    groups = _groups(elements)
    for n, group in enumerate(groups):
        start = group[0].start if n else _first(elements)
        end = groups[n + 1][0].start if n + 1 < len(groups) else len(raw)
        scene = _scene(
            raw[start:end], text[start:end], [_moved(e, by=-start) for e in group],
            people=people, count=len(scenes) + 1, before=before,
        )  # fmt: skip
        before = scene.time_of_day or before
        scenes += [scene] if scene.shots else []
    if len(scenes) > MAX_SCENES:
        raise InputError(
            f"the script has {len(scenes):,} scenes", f"split it into parts of {MAX_SCENES:,}"
        )
    return Script(title=title, author=author, form=form, scenes=tuple(scenes), people=people)


def _first(elements: Sequence[Element]) -> int:
    return elements[0].start


def _moved(element: Element, *, by: int) -> Element:
    return replace(element, start=element.start + by, end=element.end + by)


def _groups(elements: Sequence[Element]) -> list[list[Element]]:
    """Return the elements of each scene; a scene begins with its heading."""
    groups: list[list[Element]] = []
    for element in elements:
        if element.kind is ElementKind.HEADING or not groups:
            groups.append([])
        groups[-1].append(element)
    return groups


def _scene(
    raw: str, text: str, elements: Sequence[Element], *, people: tuple[Person, ...], count: int,
    before: str,
) -> Scene:  # fmt: skip
    opening = elements[0] if elements[0].kind is ElementKind.HEADING else None
    heading = text[opening.start : opening.end].strip() if opening else ""
    number = (opening.label if opening else "") or str(count)
    if len(raw) > MAX_SCENE_CHARACTERS:
        raise InputError(
            f"scene {number} has {len(raw):,} characters",
            f"split it with scene headings (INT. HALL - DAY) into {MAX_SCENE_CHARACTERS:,} each",
        )
    prose = prose_of(text, elements, names=forms_of(people))
    return Scene(
        number=number,
        heading=heading,
        heading_start=opening.start if opening else 0,
        heading_end=opening.end if opening else 0,
        setting=read_slug(heading, before=before) if heading else Heading(),
        text=raw,
        prose=_without_ages(prose, text, people=people),
        shots=shots_in(text, elements),
        speeches=speeches_in(text, elements),
        people=people,
    )


def _without_ages(prose: str, text: str, *, people: Sequence[Person]) -> str:
    """Blank the ages behind names: they are facts of their own."""
    for age in ages_in(text, forms_of(people)):
        blank = " " * (age.blank_end - age.blank_start)
        prose = prose[: age.blank_start] + blank + prose[age.blank_end :]
    return _DOUBLED.sub(" ", prose)
