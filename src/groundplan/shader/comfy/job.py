"""What is sent to a server and what is expected back, as the arguments of a shader call."""

from dataclasses import field
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.errors import CallError
from groundplan.world.base import CLOSED, JsonData, JsonValue

__all__ = ["Expected", "Job", "job_arguments", "job_of"]

Count = Annotated[int, Field(ge=1, le=1 << 20)]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Expected:
    """What comes back, exactly."""

    node: str
    """Number of the node that keeps the result."""
    kind: Literal["frames", "video"]
    frame_count: Count
    size_px: tuple[Count, Count]
    """Width and height."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Job:
    """One graph for one server."""

    server: str
    """URL; empty: of the environment or this machine's."""
    timeout_s: Annotated[float, Field(gt=0)]
    prompt: dict[str, JsonValue]
    """The graph in API format; `{"$clip": NAME}` and `{"$picture": NAME}` are parts of the call."""
    rate: tuple[int, int]
    """Of the clips, numerator and denominator [frames/s]."""
    expected: Expected
    samplers: dict[str, Count] = field(default_factory=dict[str, int])
    """Steps of each sampling node, for progress."""


_JOB: Final = TypeAdapter(Job)


def job_arguments(job: Job) -> JsonData:
    """Return the arguments of the call that sends a job."""
    return _JOB.dump_python(job, mode="json")


def job_of(arguments: JsonData) -> Job:
    """Return the job in a call's arguments.

    Raises:
        CallError: They are those of another backend.
    """
    try:
        return _JOB.validate_python(arguments)
    except ValidationError:
        raise CallError(
            "the call is not one for ComfyUI", "encode the plan again", over=True
        ) from None
