"""The form in which a language model answers: facts with quotes, and nothing else.

It is closed: no field takes a path, a command, or a number without a quote, so that the worst reply
is a wrong fact about words that stand in the text. `checking` trusts none of it.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from groundplan.language.vocabulary import vocabulary
from groundplan.world.narrative import RelationKind

__all__ = [
    "SCHEMA_ID", "ActionSaid", "Answer", "AttributeSaid", "CameraSaid", "EntitySaid", "LightSaid",
    "NumberSaid", "RelationSaid", "SettingSaid",
]  # fmt: skip

SCHEMA_ID: Final = "groundplan.llm-answer/1"
_MOST: Final = 64
"""Facts of a kind in one answer: our engineering default, so that any reply ends in a picture."""


_LISTS: Final = ("entities", "actions", "relations", "camera", "lights", "settings")


def _actions() -> list[str]:
    groups = vocabulary().sheets["verbs"]["groups"].items()
    return ["", *dict.fromkeys(group["id"].text() for group in groups)]


def _camera_values() -> list[str]:
    sheet = vocabulary().sheets["camera"]
    moves = [move["id"].text() for move in sheet["moves"].items()]
    framings = [value for name in ("sizes", "angles", "staging") for value in sheet[name].mapping()]
    return list(dict.fromkeys((*moves, *framings)))


def _lights() -> list[str]:
    return list(vocabulary().sheets["lights"]["terms"].mapping())


def _one_of(names: Iterable[str]) -> Callable[[str], str]:
    known = tuple(names)

    def check(name: str) -> str:
        if name not in known:
            raise ValueError(f"must be one of: {', '.join(known)}")
        return name

    return check


def _enum(names: list[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": names})


_Id = Annotated[str, Field(max_length=24, pattern=r"^[A-Za-z0-9_]*$")]
_Quote = Annotated[str, Field(min_length=1, max_length=400)]
_Word = Annotated[str, Field(min_length=1, max_length=60)]
_Action = Annotated[str, AfterValidator(_one_of(_actions())), _enum(_actions())]
_Light = Annotated[str, AfterValidator(_one_of(_lights())), _enum(_lights())]
_Framing = Annotated[str, AfterValidator(_one_of(_camera_values())), _enum(_camera_values())]
_Relation = Annotated[
    str, AfterValidator(_one_of(get_args(RelationKind))), _enum(list(get_args(RelationKind)))
]
_Unit = Literal["count", "mm", "cm", "m", "km", "ft", "in", "s", "min", "h", "m/s", "km/h", "mph"]
_Direction = Literal[
    "", "left", "right", "up", "down", "towards_camera", "away_from_camera", "forward", "backward"
]


class _Said(BaseModel):
    """What every part of an answer is: closed, and bounded."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NumberSaid(_Said):
    """A number as it is written, and the words that say it."""

    value: float
    unit: _Unit
    quote: _Quote


class AttributeSaid(_Said):
    """A property of an entity, of one of its parts, or something that is worn."""

    name: Literal[
        "color", "material", "size", "age", "build", "state", "pattern", "shape", "mood", "quality",
        "garment",
    ]  # fmt: skip
    value: _Word
    of_part: Annotated[str, Field(max_length=60)] = ""
    quote: _Quote


class EntitySaid(_Said):
    """Something that is to be seen, once however often it is mentioned."""

    id: _Id
    noun: _Word
    kind: Literal["character", "animal", "prop", "vehicle", "set"]
    quote: _Quote
    count: NumberSaid | None = None
    absent: bool = False
    gender: Literal["", "female", "male"] = ""
    attributes: Annotated[tuple[AttributeSaid, ...], Field(max_length=_MOST)] = ()


class ActionSaid(_Said):
    """Someone does something; entities by id, empty for none."""

    agent: _Id
    verb: _Word
    action: _Action = ""
    object: _Id = ""
    source: _Id = ""
    goal: _Id = ""
    companion: _Id = ""
    direction: _Direction = ""
    order: Annotated[int, Field(ge=0, le=_MOST)] = 0
    negated: bool = False
    distance: NumberSaid | None = None
    duration: NumberSaid | None = None
    speed: NumberSaid | None = None
    quote: _Quote


class RelationSaid(_Said):
    """Where one entity is, relative to another, as the camera sees them."""

    subject: _Id
    relation: _Relation
    object: _Id
    distance: NumberSaid | None = None
    quote: _Quote


class CameraSaid(_Said):
    """A move, a shot size, an angle or a staging of the camera."""

    facet: Literal["move", "size", "angle", "staging"]
    value: _Framing
    at: Literal["whole", "start", "end"] = "whole"
    about: _Id = ""
    quote: _Quote


class LightSaid(_Said):
    """A light of the vocabulary, and the side that it comes from."""

    value: _Light
    side: Literal["", "left", "right", "front", "back", "above", "below"] = ""
    quote: _Quote


class SettingSaid(_Said):
    """Place, time of day, weather or style of the whole picture."""

    facet: Literal["place", "time_of_day", "weather", "style"]
    value: _Word
    quote: _Quote


class Answer(_Said):
    """Everything that a language model read in a text.

    The form asks for every list, entities first, since a model refers to what it has named; an
    answer that leaves an empty list out is read all the same.
    """

    model_config = ConfigDict(json_schema_extra={"required": list(_LISTS)})

    entities: Annotated[tuple[EntitySaid, ...], Field(max_length=_MOST)] = ()
    actions: Annotated[tuple[ActionSaid, ...], Field(max_length=_MOST)] = ()
    relations: Annotated[tuple[RelationSaid, ...], Field(max_length=_MOST)] = ()
    camera: Annotated[tuple[CameraSaid, ...], Field(max_length=_MOST)] = ()
    lights: Annotated[tuple[LightSaid, ...], Field(max_length=_MOST)] = ()
    settings: Annotated[tuple[SettingSaid, ...], Field(max_length=_MOST)] = ()
    shot_duration: NumberSaid | None = None
