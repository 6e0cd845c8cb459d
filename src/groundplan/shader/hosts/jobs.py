"""A paid job at a host, from submission to video: one course of events for every host."""

from dataclasses import dataclass
from typing import Final, Literal, Protocol, runtime_checkable

from groundplan.errors import CallCancelledError, CallError, GroundplanError
from groundplan.shader.hosts.link import MAY_BE_PAID, NOT_PAID, HostLink
from groundplan.shader.port import CallSession

__all__ = [
    "HostJob", "JobState", "JobStop", "PollRule", "finish_job", "start_job", "unclear", "unknown",
]  # fmt: skip

_GOES_ON: Final = "run the same command again: it is not submitted a second time"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """How far a job is."""

    kind: Literal["waiting", "running", "done", "failed"]
    fraction: float = 0.0
    """Of the work, where the host says it."""
    says: str = ""
    """Why it failed."""
    paid: str = ""
    """For a failed job: whether it is paid, as far as the host says."""
    video_url: str = ""
    cost: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStop:
    """What a host made of a wish to stop."""

    says: str
    """A sentence with whether it will still be paid."""
    over: bool
    """Whether nothing is left of it that could still be made or fetched."""


@runtime_checkable
class HostJob(Protocol):
    """What every host can do with a job."""

    def submit(self) -> str:
        """Upload what is needed, submit once, and return the request id."""
        ...

    def state(self, request_id: str) -> JobState:
        """Return how far it is."""
        ...

    def cancel(self, request_id: str) -> "JobStop":
        """Ask the host to stop, and return what becomes of the job and its price."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRule:
    """How often a host is asked, and for how long at most [s]."""

    every_s: float
    most_s: float = 3600.0


def unclear(link: HostLink, request_id: str, said: object) -> CallError:
    """Return the error for what a host does not document; it ends nothing, for it may be paid."""
    words = link.shown(str(said))[:60]
    says = f"{link.host} says {words!r} of request {request_id}, which is no state it documents"
    return CallError(says, _GOES_ON, over=False)


def unknown(host: str, request_id: str) -> CallError:
    """Return the error for a request that a host does not know, perhaps of another account."""
    return CallError(
        f"{host} does not know request {request_id}",
        "check that the key is of the account that submitted it; --again makes a new call",
        over=False,
    )


def start_job(job: HostJob, *, host: str, session: CallSession) -> str:
    """Return the request id of a job: the one to resume, or that of a submission made now.

    Raises:
        CallError: It was refused or lost; says whether it may be paid.
        CallCancelledError: A person stopped it before or while it was submitted.
    """
    if session.resume:
        return session.resume
    if session.cancelled():
        raise CallCancelledError(f"stopped before {host} was asked", NOT_PAID, over=True)
    try:
        request_id = job.submit()
        _note(request_id, host=host, session=session)
    except KeyboardInterrupt:
        raise CallCancelledError(
            f"stopped while the call went to {host}; {MAY_BE_PAID}",
            f"look at {host}'s own list of requests before you submit again",
            over=False,
        ) from None
    return request_id


def finish_job(
    job: HostJob,
    request_id: str,
    *,
    link: HostLink,
    session: CallSession,
    rule: PollRule,
) -> JobState:
    """Return the state of a job that is done, after waiting for it.

    Raises:
        CallError: It failed, or is still not done after `rule.most_s`.
        CallCancelledError: A person stopped it; says whether it is still paid.
    """
    host, start = link.host, link.clock.now()
    try:
        while not session.cancelled():
            state = job.state(request_id)
            if state.kind == "done":
                session.progress(100, 100)
                return state
            if state.kind == "failed":
                says = link.shown(state.says) or "it does not say why"
                raise CallError(f"{host} failed: {says}", state.paid, over=True)
            session.progress(min(99, int(100 * state.fraction)), 100)
            if link.clock.now() - start >= rule.most_s:
                raise _too_long(host, request_id, rule.most_s)
            link.wait(rule.every_s)
    except KeyboardInterrupt:
        pass
    stop = _stopped(job, request_id, host)
    raise CallCancelledError("the call was stopped by a person", stop.says, over=stop.over)


def _note(request_id: str, *, host: str, session: CallSession) -> None:
    try:
        session.submitted(request_id)
    except GroundplanError as error:
        raise CallError(
            f"{host} accepted request {request_id}, but that could not be written down "
            f"({error.problem})",
            f"keep that id: it is most likely paid, and {host} still has it",
            over=False,
        ) from error


def _too_long(host: str, request_id: str, most_s: float) -> CallError:
    return CallError(
        f"{host} is not done with request {request_id} after {most_s:.0f} s; it goes on and is "
        "most likely paid",
        "run the same command again to wait on for it: it is not submitted a second time",
        over=False,
    )


def _stopped(job: HostJob, request_id: str, host: str) -> JobStop:
    try:
        return job.cancel(request_id)
    except CallError as error:
        says = (
            f"it could not be stopped there ({error.problem}); request {request_id} of {host} most "
            "likely goes on and is paid"
        )
        return JobStop(says=says, over=False)
