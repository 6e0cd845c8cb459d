"""Waiting for a graph to end: by messages where they come, by the history where they do not."""

from dataclasses import dataclass
from typing import Final

from groundplan.errors import CallCancelledError, CallError
from groundplan.shader.comfy.events import Event, Events
from groundplan.shader.comfy.job import Job
from groundplan.shader.comfy.pace import Pace
from groundplan.shader.comfy.server import Server, one_line
from groundplan.shader.port import CallSession
from groundplan.world.base import JsonData

__all__ = ["Watch"]

_GONE: Final = 3
"""Looks in a row that find a graph neither queued nor ended: the server was started anew."""
_ENDS: Final = frozenset({"execution_success", "execution_error", "execution_interrupted"})


class Watch:
    """One graph that was queued, until it ends."""

    def __init__(
        self, server: Server, job: Job, *, prompt_id: str, session: CallSession, pace: Pace
    ) -> None:
        """Begin to wait now."""
        self._server, self._job, self._id = server, job, prompt_id
        self._session, self._pace = session, pace
        self._deadline = pace.clock() + job.timeout_s
        self._seen = _Seen(reached=pace.clock(), looked=pace.clock())
        self._done: dict[str, int] = {}

    def outputs(self, events: Events) -> dict[str, JsonData]:
        """Return what the history says of each node's outputs.

        A graph has ended when its outputs stand in the history: `execution_success` may come
        before them, or never.

        Raises:
            CallCancelledError: The session was cancelled; the graph is stopped.
            CallError: It failed, was stopped by someone, got lost, or took too long.
        """
        while True:
            self._check()
            event = events.wait(self._pace.poll_s)
            if event is not None:
                self._hear(event)
            due = self._pace.clock() - self._seen.looked >= self._pace.look_s
            if event is None or due or (self._seen.ended and event.kind in _ENDS):
                found = self._look()
                if found is not None:
                    return found

    def _check(self) -> None:
        if self._session.cancelled():
            raise self._stopped()
        if self._pace.clock() > self._deadline:
            raise CallError(
                f"no result after {self._job.timeout_s:g} s of waiting",
                f"it may still come: run again to take {self._id} up, or set a longer timeout",
                over=False,
            )

    def _stopped(self) -> CallError:
        try:
            self._server.drop(self._id)
        except CallError as error:
            return CallCancelledError(
                f"cancelled, but {self._id} could not be stopped: {error.problem}",
                "stop it at the server; nothing is paid",
                over=False,
            )
        return CallCancelledError(
            "cancelled and stopped at the server", "nothing is paid", over=True
        )

    def _hear(self, event: Event) -> None:
        if not event.is_of(self._id):
            return
        if event.kind == "progress":
            self._progress(event.data)
        elif event.kind in _ENDS and not self._seen.ended:
            self._seen.ended, self._seen.ended_at = True, self._pace.clock()
        if event.kind == "execution_error":
            raise _failure(event.data, self._job)
        if event.kind == "execution_interrupted":
            raise _interrupted()

    def _progress(self, data: dict[str, JsonData]) -> None:
        node, value = str(data.get("node")), data.get("value")
        steps = self._job.samplers.get(node)
        if steps is None or not isinstance(value, int | float):
            return
        self._done[node] = max(self._done.get(node, 0), min(int(value), steps))
        self._session.progress(sum(self._done.values()), sum(self._job.samplers.values()))

    def _look(self) -> dict[str, JsonData] | None:
        now = self._pace.clock()
        self._seen.looked = now
        try:
            entry = self._server.history(self._id)
            known = entry is not None or self._queued()
        except CallError as error:
            if error.over or now - self._seen.reached > self._pace.lost_s:
                raise CallError(error.problem, _again(self._id), over=False) from None
            return None
        self._seen.reached = now
        self._seen.missing = 0 if known else self._seen.missing + 1
        if self._seen.missing >= _GONE and not self._seen.ended:
            raise CallError(
                f"the server no longer knows {self._id}: it was started anew or cleared",
                "send it again",
                over=True,
            )
        return self._ended(entry, now)

    def _queued(self) -> bool:
        return any(one.prompt_id == self._id for graphs in self._server.queue() for one in graphs)

    def _ended(self, entry: dict[str, JsonData] | None, now: float) -> dict[str, JsonData] | None:
        if entry is not None:
            _check_status(entry, self._job)
            outputs = entry.get("outputs")
            if isinstance(outputs, dict) and outputs.get(self._job.expected.node):
                return outputs
            if not self._seen.ended:
                self._seen.ended, self._seen.ended_at = True, now
        if self._seen.ended and now - self._seen.ended_at > self._pace.settle_s:
            raise CallError(
                f"{self._id} ended without the outputs of node {self._job.expected.node}",
                "see the server's log; it may be sent again",
                over=True,
            )
        return None


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What is known of the graph's fate so far."""

    reached: float
    """When the server last answered."""
    looked: float
    ended: bool = False
    ended_at: float = 0.0
    missing: int = 0


def _check_status(entry: dict[str, JsonData], job: Job) -> None:
    status = entry.get("status")
    if not isinstance(status, dict) or status.get("status_str") != "error":
        return
    messages = status.get("messages")
    for message in messages if isinstance(messages, list) else []:
        if isinstance(message, list) and len(message) == 2 and isinstance(message[1], dict):
            if message[0] == "execution_error":
                raise _failure(message[1], job)
            if message[0] == "execution_interrupted":
                raise _interrupted()
    raise CallError("the graph failed, the server does not say why", "see its log", over=True)


def _interrupted() -> CallError:
    return CallError("someone stopped the graph at the server", "send it again", over=True)


def _failure(data: dict[str, JsonData], job: Job) -> CallError:
    where = f"{one_line(data.get('node_type'))} (node {one_line(data.get('node_id'))})"
    what = f"{one_line(data.get('exception_type'))}: {one_line(data.get('exception_message'))}"
    if "memory" in what.lower() and (
        "outofmemory" in what.lower() or "out of memory" in what.lower()
    ):
        width, height = (max(64, int(side * 0.7) // 64 * 64) for side in job.expected.size_px)
        return CallError(
            f"the server's GPU ran out of memory in {where}",
            f"plan a smaller clip, as --size {width}x{height}, or fewer frames",
            over=True,
        )
    return CallError(f"{where} failed: {what}", "mend that and send it again", over=True)


def _again(prompt_id: str) -> str:
    return f"it may still run: run again to take {prompt_id} up"
