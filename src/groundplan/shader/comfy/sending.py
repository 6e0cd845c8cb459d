"""One call: check, upload, queue, wait, fetch. A graph is queued once and never again."""

import hashlib
import uuid
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

import orjson

from groundplan.errors import CallCancelledError, CallError
from groundplan.shader.call import ShaderCall
from groundplan.shader.comfy.clips import exact_mp4, exact_png
from groundplan.shader.comfy.events import Events
from groundplan.shader.comfy.fetching import delivered
from groundplan.shader.comfy.job import Job, job_of
from groundplan.shader.comfy.node_rules import check_graph, node_rule
from groundplan.shader.comfy.pace import Pace
from groundplan.shader.comfy.server import Server
from groundplan.shader.comfy.settings import server_address
from groundplan.shader.comfy.watching import Watch
from groundplan.shader.port import CallSession, Delivered
from groundplan.world.base import JsonData

__all__ = ["send"]

_MOST_REPEATS: Final = 64
_LOADERS: Final = {"LoadVideo": "file", "LoadImage": "image"}


def send(call: ShaderCall, *, session: CallSession, pace: Pace) -> Delivered:
    """Send a call to its server and return what comes back.

    Raises:
        CallError: It failed; says node and input where one is to blame.
        CallCancelledError: The session was cancelled.
        PlanError: The server's URL is wrong.
        MissingExtraError: httpx, websockets or PyAV is not installed.
    """
    job = job_of(call.arguments)
    key = hashlib.sha256(orjson.dumps(call.hashes())).hexdigest()
    client_id = key[:32]
    address = server_address(job.server)
    with (
        Server(address, timeout_s=pace.answer_s) as server,
        Events(address, client_id=client_id, pace=pace) as events,
    ):
        prompt_id = session.resume
        if not prompt_id:
            prompt_id = _queued(server, call, job, key=key, client_id=client_id, session=session)
            session.submitted(prompt_id)
        watch = Watch(server, job, prompt_id=prompt_id, session=session, pace=pace)
        outputs = watch.outputs(events)
        return delivered(server, job, outputs, prompt_id=prompt_id, pace=pace)


def _queued(
    server: Server, call: ShaderCall, job: Job, *, key: str, client_id: str, session: CallSession
) -> str:
    """Check, upload and queue; return the prompt's id."""
    try:
        _check(server, job)
        prompt = _uploaded(server, call, job, cancelled=session.cancelled)
        wanted = _free_id(server, key)
    except CallError as error:
        # Nothing was queued yet, whatever went wrong.
        raise type(error)(error.problem, error.remedy, over=True) from None
    body: dict[str, JsonData] = {
        "prompt": prompt,
        "prompt_id": wanted,
        "client_id": client_id,
        "extra_data": {"groundplan": key},
    }
    try:
        return server.post_prompt(body)
    except CallError as error:
        if error.over:
            raise
        return _recovered(server, error, wanted=wanted, client_id=client_id)


def _check(server: Server, job: Job) -> None:
    kinds = sorted({_kind(node) for node in job.prompt.values()})
    check_graph(job.prompt, {kind: node_rule(kind, server.node_info(kind)) for kind in kinds})


def _uploaded(
    server: Server, call: ShaderCall, job: Job, *, cancelled: Callable[[], bool]
) -> dict[str, JsonData]:
    """Upload clips and pictures, named by their content; return the graph with their names."""
    names: dict[str, str] = {}
    for name, clip in call.clips.items():
        _go_on(cancelled)
        data = exact_mp4(clip, rate=Fraction(*job.rate))
        names[name] = server.upload(_file_name(name, data, "mp4"), data)
    for name, picture in call.pictures.items():
        _go_on(cancelled)
        data = exact_png(picture)
        names[name] = server.upload(_file_name(name, data, "png"), data)
    return {key: _named(node, names) for key, node in job.prompt.items()}


def _go_on(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise CallCancelledError(
            "cancelled before anything was queued", "nothing is paid", over=True
        )


def _file_name(name: str, data: bytes, ending: str) -> str:
    return f"{name}-{hashlib.sha256(data).hexdigest()[:24]}.{ending}"


def _named(node: JsonData, names: Mapping[str, str]) -> JsonData:
    field = _LOADERS.get(_kind(node))
    assert isinstance(node, dict)  # noqa: S101  (the graph is ours)
    inputs = node["inputs"]
    assert isinstance(inputs, dict)  # noqa: S101
    part = inputs.get(field) if field else None
    if field is None or not isinstance(part, dict):
        return node
    name = str(next(iter(part.values())))
    return {**node, "inputs": {**inputs, field: names[name]}}


def _kind(node: JsonData) -> str:
    return str(node["class_type"]) if isinstance(node, dict) else ""


def _free_id(server: Server, key: str) -> str:
    """Return a prompt id that this server has not seen: of the call and how often it was sent.

    Servers before 0.3.48 choose their own and say so; newer ones take ours, so that a graph whose
    answer was lost can be found.
    """
    for repeat in range(_MOST_REPEATS):
        digest = hashlib.sha256(f"{key}/{repeat}".encode()).digest()
        wanted = str(uuid.UUID(bytes=digest[:16], version=4))
        if server.history(wanted) is None and not _waiting(server, wanted, client_id=""):
            return wanted
    raise CallError(
        f"this very call was sent {_MOST_REPEATS} times", "clear the server's history", over=True
    )


def _recovered(server: Server, error: CallError, *, wanted: str, client_id: str) -> str:
    """Return the id of a graph whose answer was lost, if it was queued; it is not sent again."""
    try:
        if server.history(wanted) is not None:
            return wanted
        found = _waiting(server, wanted, client_id=client_id)
    except CallError:
        raise CallError(
            f"no answer to the graph: {error.problem}",
            f"it may run as {wanted}: look at the server before it is sent again",
            over=False,
        ) from None
    if not found:
        raise CallError(error.problem, "nothing was queued: send it again", over=True) from None
    return found


def _waiting(server: Server, wanted: str, *, client_id: str) -> str:
    """Return the id of a graph that runs or waits; empty where there is none."""
    for entries in server.queue():
        for entry in entries:
            extra = entry[3] if len(entry) > 3 else None
            of_us = isinstance(extra, dict) and extra.get("client_id") == client_id
            if len(entry) > 1 and (entry[1] == wanted or of_us):
                return str(entry[1])
    return ""
