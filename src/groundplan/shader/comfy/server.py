"""HTTP to a ComfyUI server: bounded, never redirected, each failure one clear line."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Final

import orjson

from groundplan.errors import CallError, MissingExtraError
from groundplan.world.base import JsonData

if TYPE_CHECKING:
    import httpx

__all__ = ["About", "Queued", "SavedFile", "Server", "one_line"]

_JSON_LIMIT: Final = 64 << 20
_UPLOAD_SECONDS: Final = 600.0
_LONGEST_SECONDS: Final = 3600.0
"""For one answer: a server that sends a byte now and then never ends."""
_FOLDER: Final = "groundplan"
_PROMPT_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A server's version and first device; empty where it does not say."""

    version: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A graph that runs or waits."""

    prompt_id: str
    client_id: str
    """Of whoever queued it; empty where the server does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFile:
    """A file that the server keeps, as it names it."""

    filename: str
    subfolder: str
    folder: str
    """`output`, `temp` or `input`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    """What goes along with a request, and the most bytes that an answer may have."""

    params: dict[str, str] | None = None
    json: JsonData = None
    files: dict[str, tuple[str, bytes]] | None = None
    form: dict[str, str] | None = None
    limit: int = _JSON_LIMIT


_PLAIN: Final = _How()


class Server:
    """One server; use it in a `with` block.

    Every method raises CallError. Its `over` is None where no answer came, or one of a failing
    server: it may be asked again later. It is True where the server refused.
    """

    def __init__(self, address: str, *, timeout_s: float) -> None:
        """Connect when first asked.

        Raises:
            MissingExtraError: httpx is not installed.
        """
        try:
            import httpx  # noqa: PLC0415
        except ModuleNotFoundError:
            raise MissingExtraError(
                "httpx is missing", "pip install 'groundplan[comfyui]'"
            ) from None
        self._address = address
        # Neither proxies of the environment nor redirects: only the named machine is spoken to.
        self._client = httpx.Client(
            base_url=address,
            timeout=timeout_s,
            follow_redirects=False,
            trust_env=False,
            headers={"Accept-Encoding": "identity"},
        )

    def __enter__(self) -> "Server":  # noqa: PYI034  (beartype)
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self._client.close()

    def node_info(self, kind: str) -> JsonData:
        """Return what it says of a class of nodes; an empty object where it has none."""
        return self._json("GET", f"/object_info/{kind}")

    def about(self) -> About:
        """Return what the server says of itself."""
        stats = self._json("GET", "/system_stats")
        table = stats if isinstance(stats, dict) else {}
        system, devices = table.get("system"), table.get("devices")
        first = devices[0] if isinstance(devices, list) and devices else None
        return About(
            version=one_line(system.get("comfyui_version")) if isinstance(system, dict) else "",
            device=one_line(first.get("name")) if isinstance(first, dict) else "",
        )

    def history(self, prompt_id: str) -> dict[str, JsonData] | None:
        """Return the entry of a prompt that has ended; None where there is none yet."""
        found = self._json("GET", f"/history/{prompt_id}")
        entry = found.get(prompt_id) if isinstance(found, dict) else None
        return entry if isinstance(entry, dict) else None

    def queue(self) -> tuple[list[Queued], list[Queued]]:
        """Return what runs and what waits."""
        found = self._json("GET", "/queue")
        table = found if isinstance(found, dict) else {}
        return _queued(table.get("queue_running")), _queued(table.get("queue_pending"))

    def upload(self, name: str, data: bytes) -> str:
        """Put a file among the server's inputs; return the name by which nodes read it.

        Raises:
            CallError: It is not taken.
        """
        reply = self._json(
            "POST",
            "/upload/image",
            _How(files={"image": (name, data)}, form={"type": "input", "subfolder": _FOLDER}),
        )
        stored = reply.get("name") if isinstance(reply, dict) else None
        folder = reply.get("subfolder", "") if isinstance(reply, dict) else ""
        if not isinstance(stored, str) or not isinstance(folder, str):
            raise CallError(
                "the server does not say where it put a file", "update ComfyUI", over=True
            )
        return f"{folder}/{stored}" if folder else stored

    def post_prompt(self, body: Mapping[str, JsonData]) -> str:
        """Queue a graph; return the id by which the server knows it.

        Raises:
            CallError: It was refused, says node and input; or no answer came and it may be queued.
        """
        reply = self._json("POST", "/prompt", _How(json=dict(body)))
        prompt_id = reply.get("prompt_id") if isinstance(reply, dict) else None
        if not isinstance(prompt_id, str) or not _PROMPT_ID.fullmatch(prompt_id):
            raise CallError("the server queued the graph without a prompt id", "update ComfyUI")
        return prompt_id

    def drop(self, prompt_id: str) -> None:
        """Take a prompt out of the queue, and stop it where it is the one that runs."""
        self._send("POST", "/queue", _How(json={"delete": [prompt_id]}))
        running, _ = self.queue()
        # Servers before 0.3.57 stop whatever runs, so that it has to be ours.
        if any(one.prompt_id == prompt_id for one in running):
            self._send("POST", "/interrupt", _How(json={"prompt_id": prompt_id}))

    def view(self, file: SavedFile, *, limit: int) -> bytes:
        """Return a kept file of at most `limit` bytes.

        Raises:
            CallError: It is missing or larger.
        """
        query = {"filename": file.filename, "subfolder": file.subfolder, "type": file.folder}
        return self._send("GET", "/view", _How(params=query, limit=limit))

    def _json(self, method: str, path: str, how: _How = _PLAIN) -> JsonData:
        data = self._send(method, path, how)
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError:
            raise CallError(
                f"{self._address} does not answer {path} as ComfyUI does", "check the URL"
            ) from None

    def _send(self, method: str, path: str, how: _How = _PLAIN) -> bytes:
        import httpx  # noqa: PLC0415

        try:
            request = self._request(method, path, how)
            response = self._client.send(request, stream=True)
            try:
                data = _bounded(response, path, how.limit)
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise CallError(
                f"{self._address} cannot be reached ({type(error).__name__})",
                "start ComfyUI, or name its URL with --set server=URL",
            ) from None
        if response.status_code // 100 != 2:
            raise _refused(path, response.status_code, data)
        return data

    def _request(self, method: str, path: str, how: _How) -> "httpx.Request":
        import httpx  # noqa: PLC0415

        return self._client.build_request(
            method,
            path,
            params=how.params,
            content=None if how.json is None else orjson.dumps(how.json),
            headers=None if how.json is None else {"Content-Type": "application/json"},
            files=how.files,
            data=how.form,
            timeout=httpx.USE_CLIENT_DEFAULT if how.files is None else _UPLOAD_SECONDS,
        )


def _bounded(response: "httpx.Response", path: str, limit: int) -> bytes:
    data, began = bytearray(), time.monotonic()
    for chunk in response.iter_bytes():
        data += chunk
        if time.monotonic() - began > _LONGEST_SECONDS:
            raise CallError(f"{path} took more than {_LONGEST_SECONDS:g} s", "see the server")
        if len(data) > limit:
            raise CallError(
                f"the server sends more than {limit} bytes for {path}", "look there", over=True
            )
    return bytes(data)


def _refused(path: str, status: int, data: bytes) -> CallError:
    """Return one line for a refusal: the first node and input that it names."""
    if status == 413:
        return CallError(
            f"{path}: the file is larger than the server takes",
            "start ComfyUI with --max-upload-size in MB",
            over=True,
        )
    try:
        body: JsonData = orjson.loads(data)
    except orjson.JSONDecodeError:
        body = None
    said = _node_error(body) or _general_error(body) or "no reason given"
    if status >= 500:
        return CallError(f"{path}: the server fails with {status} ({said})", "see its log")
    return CallError(f"{path}: refused with {status}: {said}", "change that", over=True)


def _node_error(body: JsonData) -> str:
    errors = body.get("node_errors") if isinstance(body, dict) else None
    for key, entry in errors.items() if isinstance(errors, dict) else ():
        listed = entry.get("errors") if isinstance(entry, dict) else None
        first = listed[0] if isinstance(listed, list) and listed else None
        if isinstance(entry, dict) and isinstance(first, dict):
            kind, what = one_line(entry.get("class_type")), one_line(first.get("message"))
            return f"{kind} (node {one_line(key)}): {what}: {one_line(first.get('details'))}"
    return ""


def _general_error(body: JsonData) -> str:
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, dict):
        return f"{one_line(error.get('message'))} {one_line(error.get('details'))}".strip()
    return one_line(error)


def one_line(value: JsonData) -> str:
    """Return what a server says as one line of at most 200 characters."""
    return " ".join(str(value or "").split())[:200]


def _queued(value: JsonData) -> list[Queued]:
    """Return the graphs of a list of `[number, prompt id, graph, extra data, ...]`."""
    found: list[Queued] = []
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, list) and len(entry) > 1:
            extra = entry[3] if len(entry) > 3 else None
            client = extra.get("client_id") if isinstance(extra, dict) else None
            found.append(Queued(prompt_id=str(entry[1]), client_id=str(client or "")))
    return found
