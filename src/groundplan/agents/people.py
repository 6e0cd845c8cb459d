"""What words say about a person's body: age, height and build; clothes and looks join it.

Source:
    Heights by age are rounded typical ones; all numbers are our engineering defaults. A stated
    height or age always wins.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from groundplan.agents.draws import Draw
from groundplan.agents.looks import looks_of
from groundplan.agents.notes import Note
from groundplan.agents.wardrobe import clothes_of
from groundplan.assets.human import human_figure
from groundplan.language.facts import Dimension, EntityFact, Facts, Span
from groundplan.world.entity import Appearance, Body

__all__ = ["Person", "person_of", "stated_measure"]

_AGES: Final[Mapping[str, float]] = {
    "baby": 1.0, "infant": 0.8, "newborn": 0.3, "toddler": 2.0, "child": 8.0, "kid": 8.0,
    "boy": 9.0, "girl": 9.0, "schoolboy": 10.0, "schoolgirl": 10.0, "youngster": 11.0,
    "teenager": 15.0, "teen": 15.0, "adolescent": 15.0, "grandmother": 70.0, "grandma": 70.0,
    "granny": 70.0, "grandfather": 72.0, "grandpa": 72.0, "elder": 75.0, "senior": 72.0,
    "bride": 28.0, "son": 12.0, "daughter": 12.0, "student": 20.0, "pupil": 12.0,
}  # fmt: skip
_AGE_WORDS: Final[Mapping[str, float]] = {
    "young": 20.0, "old": 72.0, "elderly": 76.0, "aged": 76.0, "middle-aged": 48.0,
    "teenage": 15.0, "teenaged": 15.0, "baby": 1.0, "senior": 72.0, "newborn": 0.3,
    "juvenile": 13.0, "little-old": 76.0,
}  # fmt: skip
_CHILDHOOD: Final = (
    (0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0),
    (0.5, 0.75, 0.87, 1.03, 1.16, 1.28, 1.39, 1.5, 1.62, 1.69, 1.71),
)
_ADULT_M: Final = {"female": 1.65, "male": 1.78, "neutral": 1.71}
_BUILDS: Final[Mapping[str, float]] = {
    "slim": 0.25, "slender": 0.25, "thin": 0.2, "skinny": 0.1, "petite": 0.25, "lean": 0.35,
    "fit": 0.5, "athletic": 0.55, "muscular": 0.7, "strong": 0.7, "stocky": 0.75, "burly": 0.85,
    "chubby": 0.85, "plump": 0.85, "fat": 0.95, "overweight": 0.95, "pregnant": 0.8,
}  # fmt: skip
_STATURES: Final[Mapping[str, float]] = {
    "tall": 1.07, "towering": 1.12, "short": 0.93, "small": 0.95, "little": 0.95, "tiny": 0.85,
    "giant": 1.6, "huge": 1.3, "big": 1.06, "large": 1.06,
}  # fmt: skip
_RANGE_M: Final = (0.3, 3.0)
_TALLEST_CHILD: Final = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A body, what it wears, and which of it the words said."""

    body: Body
    size_m: tuple[float, float, float]
    appearance: Appearance
    said: frozenset[str]
    """Among `height_m`, `age_years`, `build` and `gender`."""
    read: dict[str, Span]
    """By path below the appearance: the words that say it."""
    notes: tuple[Note, ...]
    refused_height_m: float | None = None


def person_of(facts: Facts, fact: EntityFact, draw: Draw) -> Person:
    """Return the body, clothes and looks that the words describe; `draw` fills in the rest."""
    values = [a.value for a in fact.attributes if not a.of_part]
    gender: Literal["female", "male", "neutral"] = fact.gender or "neutral"
    age, age_said = _age(facts, fact, values)
    stated = stated_measure(facts, fact.key, ("height", "size"))
    refused = stated if stated is not None and not _RANGE_M[0] <= stated <= _RANGE_M[1] else None
    height = stated if stated is not None and refused is None else _height(age, gender, values)
    build = next((_BUILDS[v] for v in values if v in _BUILDS), None)
    body = Body(
        rig="human", height_m=round(height, 4), build=0.5 if build is None else build,
        age_years=age, gender=gender,
    )  # fmt: skip
    clothes = clothes_of(fact, age_years=age, gender=gender, draw=draw)
    looks = looks_of(fact, age_years=age, gender=gender, draw=draw)
    told = {
        "height_m": stated is not None and refused is None,
        "age_years": age_said,
        "build": build is not None,
        "gender": bool(fact.gender),
    }
    return Person(
        body=body, size_m=_size(body),
        appearance=Appearance(
            color=looks.skin, material="skin", garments=clothes.garments, skin=looks.skin,
            hair=looks.hair,
            beard=looks.beard,  # pyright: ignore[reportArgumentType]  # the table holds styles only
        ),
        said=frozenset(name for name, is_said in told.items() if is_said),
        read=clothes.read | looks.read, notes=(*clothes.notes, *looks.notes),
        refused_height_m=refused,
    )  # fmt: skip


def stated_measure(facts: Facts, key: str, names: tuple[str, ...]) -> float | None:
    """Return a stated number of an entity ("1.9 m tall"), in its SI unit."""
    roles = {f"entity:{key}.{name}" for name in names}
    said = next((q.value for q in facts.quantities if q.role in roles), None)
    return said if said is not None else _compared(facts, key, names)


def _compared(facts: Facts, key: str, names: tuple[str, ...]) -> float | None:
    """Return a measure that follows from another's stated one ("twice as tall as" 1.8 m)."""
    for quantity in facts.quantities:
        kind, _, rest = quantity.role.partition(":")
        pair, _, name = rest.partition(".")
        subject, _, reference = pair.partition(",")
        if kind != "comparison" or subject != key or name not in names:
            continue
        roles = {f"entity:{reference}.{name}"}
        base = next((q.value for q in facts.quantities if q.role in roles), None)
        if base is not None:
            factor = quantity.dimension is Dimension.FACTOR
            return base * quantity.value if factor else base + quantity.value
    return None


def _age(facts: Facts, fact: EntityFact, values: list[str]) -> tuple[float, bool]:
    stated = stated_measure(facts, fact.key, ("age",))
    if stated is not None and 0.0 <= stated <= 120.0:
        return stated, True
    noun = fact.noun.rpartition(" ")[2]
    if noun in _AGES and "old" not in values:
        return _AGES[noun], False
    word = next((_AGE_WORDS[v] for v in values if v in _AGE_WORDS), None)
    return (30.0, False) if word is None else (word, True)


def _height(age: float, gender: str, values: list[str]) -> float:
    child = float(np.interp(age, *_CHILDHOOD))
    adult = _ADULT_M[gender] * (0.98 if age > 65.0 else 1.0)
    height = adult if age >= _TALLEST_CHILD else min(child, adult)
    factor = next((_STATURES[v] for v in values if v in _STATURES), 1.0)
    return min(_RANGE_M[1], max(_RANGE_M[0], height * factor))


def _size(body: Body) -> tuple[float, float, float]:
    """Return the standing size, as the mannequin states it."""
    figure = human_figure(
        body.height_m, build=body.build, age_years=body.age_years, gender=body.gender
    )
    width, _, depth = figure.size_m
    return (round(width, 4), body.height_m, round(depth, 4))
