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
_LOOKS: Final = 3
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
    address = server_address(job.server)
    with (
        Server(address, timeout_s=pace.answer_s) as server,
        Events(address, client_id=_client(_key(call)), pace=pace) as events,
    ):
        prompt_id = session.resume
        if not prompt_id:
            body = _prepared(server, call, job, cancelled=session.cancelled)
            prompt_id = _posted(server, body, session=session, pace=pace)
            session.submitted(prompt_id)
        watch = Watch(server, job, prompt_id=prompt_id, session=session, pace=pace)
        outputs = watch.outputs(events)
        return delivered(server, job, outputs, prompt_id=prompt_id, pace=pace)


def _prepared(
    server: Server, call: ShaderCall, job: Job, *, cancelled: Callable[[], bool]
) -> dict[str, JsonData]:
    """Check the graph, upload what it reads, and return what is posted."""
    key = _key(call)
    try:
        _check(server, job)
        prompt = _uploaded(server, call, job, cancelled=cancelled)
        wanted = _free_id(server, key)
    except CallError as error:
        # Nothing was queued yet, whatever went wrong.
        raise type(error)(error.problem, error.remedy, over=True) from None
    return {
        "prompt": prompt,
        "prompt_id": wanted,
        "client_id": _client(key),
        "extra_data": {"groundplan": key},
    }


def _posted(server: Server, body: dict[str, JsonData], *, session: CallSession, pace: Pace) -> str:
    """Queue a graph, once; return its id, found at the server where the answer was lost."""
    try:
        return server.post_prompt(body)
    except CallError as error:
        if error.over:
            raise
        found = _recovered(server, error, body, pace=pace)
        if found is not None:
            return found
        # Whoever takes it up asks for this id, and learns whether it was queued.
        wanted = str(body["prompt_id"])
        session.submitted(wanted)
        raise CallError(
            f"no answer to the graph: {error.problem}",
            f"it may run as {wanted}: run again to take it up",
            over=False,
        ) from None


def _key(call: ShaderCall) -> str:
    return hashlib.sha256(orjson.dumps(call.hashes())).hexdigest()


def _client(key: str) -> str:
    """Return the client id of a call: the same when it is taken up, so that it is told again."""
    return key[:32]


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


def _recovered(
    server: Server, error: CallError, body: dict[str, JsonData], *, pace: Pace
) -> str | None:
    """Return the id of a graph whose answer was lost; None where the server does not answer.

    Raises:
        CallError: It was not queued.
    """
    wanted, client_id = str(body["prompt_id"]), str(body["client_id"])
    try:
        for _ in range(_LOOKS):
            # The queue first: what leaves it stands in the history.
            found = _waiting(server, wanted, client_id=client_id)
            if found or server.history(wanted) is not None:
                return found or wanted
            pace.sleep(pace.poll_s)
    except CallError:
        return None
    raise CallError(error.problem, "nothing was queued: send it again", over=True)


def _waiting(server: Server, wanted: str, *, client_id: str) -> str:
    """Return the id of a graph that runs or waits; empty where there is none."""
    for graphs in server.queue():
        for one in graphs:
            if one.prompt_id == wanted or (client_id and one.client_id == client_id):
                return one.prompt_id
    return ""
