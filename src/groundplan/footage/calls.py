"""One call of a video model as the ledger keeps it: before it is made, and what became of it."""

from dataclasses import field
from typing import Annotated, Final, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED

__all__ = [
    "SENT", "CallElsewhere", "CallRow", "CallState", "CostSum", "Judgement", "MadeBy", "NewCall",
    "Result",
]  # fmt: skip

CallState = Literal["planned", "sending", "submitted", "done", "failed", "cancelled"]
"""planned: not sent yet. sending: it leaves now; whether a host has it is not known until its
request id is. submitted: a host has it under its request id. done: what came back is on disk."""
SENT: Final[frozenset[CallState]] = frozenset({"sending", "submitted", "done"})
"""May have cost something."""

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""sha256."""
HashOrNone = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
"""sha256, or empty: none yet, or not known of a call made elsewhere."""
Text = Annotated[str, Field(max_length=4096)]
Amount = Annotated[float, Field(ge=0)]
_PART: Final = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*"
InProject = Annotated[str, Field(max_length=1024, pattern=rf"^({_PART}(/{_PART})*)?$")]
"""A file of the project by its path from the project's folder, with `/`; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class MadeBy:
    """What made a result, as the backend says."""

    weights: dict[str, str] = field(default_factory=dict[str, str])
    libraries: dict[str, str] = field(default_factory=dict[str, str])
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class NewCall:
    """A call that is about to be made."""

    key: Hash
    """Of its plan and control pack: equal plans of equal packs have equal keys."""
    window: Annotated[int, Field(ge=0)] = 0
    """Which of the calls that make the clip together."""
    call_hash: Hash
    """Of all that is sent."""
    shot: Text
    world_hash: Text
    pack_hash: HashOrNone
    backend: Text
    capabilities_version: Text
    seed: int
    steps: int | None = None
    guidance: float | None = None
    prompt_hash: HashOrNone
    look: Text = ""
    controls: Text = ""
    """What was sent beside words, joined by `+`: "depth+pose"."""
    cost_estimate: Amount | None = None
    """None: nothing is paid."""
    currency: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Result:
    """What came back."""

    output_hash: Hash
    part: InProject
    """Where it is kept until the clip is made of it; empty: nowhere, the clip is all there is."""
    made_by: MadeBy
    cost_actual: Amount | None = None
    request_id: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Judgement:
    """What the judge, or a person, said of a result."""

    protocol: Text
    """Version of the definitions that were measured by."""
    verdict: Text
    metrics: dict[str, float | None] = field(default_factory=dict[str, float | None])
    """By definition id; None: not measurable."""
    accepted: bool
    cause: Text = ""
    """Why not."""
    accepted_by: Text
    """The rule, or the person, that decided."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class CallElsewhere:
    """A call that another program, or a person at a host's page, made."""

    call: NewCall
    """Its `key` is of who made it and its id; its `call_hash` of all that is told of it."""
    line: int
    """Where it is told of, for errors."""
    state: Literal["done", "failed", "cancelled"] = "done"
    request_id: Text = ""
    started_at: Text = ""
    ended_at: Text = ""
    cost_actual: Amount | None = None
    output_hash: HashOrNone = ""
    clip: InProject = ""
    error: Text = ""
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class CallRow:
    """A row of the ledger."""

    id: int
    call: NewCall
    state: CallState
    request_id: Text = ""
    """What the host calls it."""
    planned_at: Text
    """UTC, ISO 8601; so are the others."""
    started_at: Text = ""
    ended_at: Text = ""
    cost_actual: Amount | None = None
    output_hash: HashOrNone = ""
    part: InProject = ""
    clip: InProject = ""
    """The finished clip that this call is in."""
    error: Text = ""
    made_by: MadeBy = field(default_factory=MadeBy)
    imported: bool = False
    """The call was made elsewhere, and told of afterwards (`footage.ledger_import`)."""
    judgement: Judgement | None = None

    @property
    def paid(self) -> bool:
        """Return whether the call costs money."""
        return self.call.cost_estimate is not None


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class CostSum:
    """What the calls in one currency cost."""

    currency: str
    calls: int
    """That were sent."""
    estimate: float
    """Of all of them, by the prices that were read."""
    actual: float
    """Of those whose host said what they cost."""
    unstated: int
    """How many hosts did not say."""
