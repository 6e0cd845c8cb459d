"""One call made elsewhere, from its columns: read strictly.

Columns; only `backend`, `shot` and one of `id` and `request_id` are needed. An empty cell, like a
missing one, is not told.

* `id`, `request_id`: what names the call for good; a file that is given again adds nothing.
* `backend`, `version`: who made it. `shot`: number, name or id of the shot in this project.
* `world_hash`, `pack_hash`, `prompt_hash` or `prompt` and `negative`, `look`, `controls`
  (`depth+pose`), `seed`, `steps`, `guidance`: what it was made by.
* `cost`, `currency` (`USD`): what was paid. `started_at`, `ended_at`: ISO 8601 with a zone.
* `state` (done, failed, cancelled), `error`, `clip` (in the project), `output_hash`: what came of
  it.
* `accepted` (true, false), `accepted_by`, `cause`, `verdict`, `protocol`, `metrics` (a JSON object
  of numbers): what was said of it.
"""

from collections.abc import Callable
from dataclasses import field, fields
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

import orjson
from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.errors import InputError
from groundplan.footage.calls import CallElsewhere, Judgement, NewCall
from groundplan.world.base import CLOSED
from groundplan.world.canonical import digest

__all__ = ["COLUMNS", "ShotOf", "told_call"]

Word = Annotated[str, Field(max_length=256)]
Prose = Annotated[str, Field(max_length=16_384)]
Hash = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
Id = Annotated[str, Field(pattern=r"^[\x21-\x7e]{0,1024}$")]
Money = Annotated[float, Field(ge=0, le=1e9)]
ShotOf = Callable[[str], str]
"""Returns the id of the shot that a number, a name or an id means; raises where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class _Told:
    """One line of the file."""

    backend: Annotated[str, Field(min_length=1, max_length=256)]
    shot: Annotated[str, Field(min_length=1, max_length=256)]
    id: Id = ""
    request_id: Id = ""
    version: Word = ""
    world_hash: Hash = ""
    pack_hash: Hash = ""
    prompt_hash: Hash = ""
    prompt: Prose = ""
    negative: Prose = ""
    look: Word = ""
    controls: Word = ""
    seed: Annotated[int, Field(ge=-(1 << 63), lt=1 << 63)] = 0
    steps: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    guidance: Annotated[float, Field(ge=-1e6, le=1e6)] | None = None
    cost: Money | None = None
    currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = ""
    started_at: Word = ""
    ended_at: Word = ""
    state: Literal["done", "failed", "cancelled"] = "done"
    error: Annotated[str, Field(max_length=2000)] = ""
    clip: Annotated[str, Field(max_length=1024)] = ""
    output_hash: Hash = ""
    accepted: bool | None = None
    accepted_by: Word = ""
    cause: Annotated[str, Field(max_length=2000)] = ""
    verdict: Word = ""
    protocol: Word = ""
    metrics: dict[str, float | None] = field(default_factory=dict[str, float | None])


COLUMNS: Final = tuple(one.name for one in fields(_Told))
_TOLD: Final = TypeAdapter(_Told)
_RIGHT: Final = {
    "clip": "write its path in the project: footage/s1/web_1.mp4",
    "currency": "write three capital letters: USD",
    "id": "write at most 1024 printable ASCII characters without spaces",
    "request_id": "write at most 1024 printable ASCII characters without spaces",
}
_PROSE: Final = frozenset({"prompt", "negative"})
"""May hold line breaks."""


def told_call(values: dict[str, object], *, line: int, shot_of: ShotOf) -> CallElsewhere:
    """Return the call that columns tell of.

    Raises:
        InputError: A value is missing, is not what its column holds, or contradicts another.
        PathError: There is no such shot.
    """
    told = _told(values)
    if not told.id and not told.request_id:
        raise InputError("it has neither id nor request_id", "give one: it names the call for good")
    if (told.cost is None) != (not told.currency):
        raise InputError("cost and currency go together", "give both, as 0.4 and USD, or neither")
    if told.prompt and told.prompt_hash:
        raise InputError("it has a prompt and a prompt_hash", "give one of them")
    try:
        return CallElsewhere(
            call=_new_call(told, shot=shot_of(told.shot), content=digest(values)),
            line=line,
            state=told.state,
            request_id=told.request_id,
            started_at=_time(told.started_at),
            ended_at=_time(told.ended_at),
            cost_actual=told.cost,
            output_hash=told.output_hash,
            clip=told.clip,
            error=told.error,
            judgement=_judgement(told),
        )
    except ValidationError as error:
        raise _wrong(error) from None


def _new_call(told: _Told, *, shot: str, content: str) -> NewCall:
    """Return the call by itself; its hashes are of who made it, and of all that is told of it."""
    return NewCall(
        key=digest(["elsewhere", told.backend, told.id or told.request_id]),
        call_hash=content,
        shot=shot,
        world_hash=told.world_hash,
        pack_hash=told.pack_hash,
        backend=told.backend,
        capabilities_version=told.version,
        seed=told.seed,
        steps=told.steps,
        guidance=told.guidance,
        prompt_hash=digest([told.prompt, told.negative]) if told.prompt else told.prompt_hash,
        look=told.look,
        controls=told.controls,
        cost_estimate=told.cost,
        currency=told.currency,
    )


def _told(values: dict[str, object]) -> _Told:
    unknown = [name for name in values if name not in COLUMNS]
    if unknown:
        raise InputError(
            f"there is no column {unknown[0][:40]!r}", f"columns are: {', '.join(COLUMNS)}"
        )
    metrics = values.get("metrics")
    if isinstance(metrics, str):
        try:
            values = {**values, "metrics": orjson.loads(metrics)}
        except orjson.JSONDecodeError:
            raise InputError("its metrics are no JSON", 'write them as {"id/1": 0.5}') from None
    for name, value in values.items():
        if isinstance(value, str) and name not in _PROSE and not value.isprintable():
            raise InputError(f"its {name} holds control characters", "remove them")
    try:
        return _TOLD.validate_python(values)
    except ValidationError as error:
        raise _wrong(error) from None


def _judgement(told: _Told) -> Judgement | None:
    if told.accepted is None:
        if told.accepted_by or told.cause or told.verdict or told.metrics:
            raise InputError("it says something of the clip and not accepted", "give true or false")
        return None
    if not told.accepted_by:
        raise InputError("it does not say who decided", "give accepted_by: person, or the rule")
    if told.state != "done":
        raise InputError(f"it is {told.state} and judged", "only what came back can be judged")
    return Judgement(
        protocol=told.protocol,
        verdict=told.verdict,
        metrics=told.metrics,
        accepted=told.accepted,
        cause=told.cause,
        accepted_by=told.accepted_by,
    )


def _time(text: str) -> str:
    if not text:
        return ""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise InputError(f"{text!r} is no time with a zone", "write 2026-10-30T12:00:00Z")
    try:
        return time.astimezone(UTC).isoformat(timespec="milliseconds")
    except OverflowError:
        raise InputError(f"{text!r} is out of range", "write 2026-10-30T12:00:00Z") from None


def _wrong(error: ValidationError) -> InputError:
    one = error.errors(include_url=False, include_input=False, include_context=False)[0]
    name = str(one["loc"][0])[:40] if one["loc"] else "line"
    if one["type"] in {"missing", "missing_argument"}:
        return InputError(f"it has no {name}", "every call needs one")
    if one["type"] == "string_pattern_mismatch":
        return InputError(f"its {name} is not one", _RIGHT.get(name, "write a sha256 in hex"))
    return InputError(f"its {name} can't be read", f"{one['msg'][:160]}")
