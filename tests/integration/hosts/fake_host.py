"""A host on the loopback address that can be told to fail at any step, in any way networks do.

What it was sent and how often it accepted something paid is kept for the test to look at.
"""

import contextlib
import json
import struct
import threading
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SO_LINGER, SOL_SOCKET
from typing import Any, Literal

__all__ = ["KEY", "FakeHost", "Fault", "Got", "Reply", "Step", "as_json", "serving"]

KEY = "sk-never-shown-0123456789"
Step = Literal["upload", "submit", "status", "result", "cancel", "video"]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What goes wrong, once."""

    kind: Literal["status", "unread", "unanswered", "cut"]
    """unread: the connection ends before the request is looked at. unanswered: after it was acted
    on. cut: the answer ends after `after` bytes of its body."""
    status: int = 500
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: object = None
    after: int = 0


@dataclass(frozen=True, kw_only=True)
class Got:
    """One request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    """Names in small letters."""
    body: bytes

    def json(self) -> Any:  # noqa: ANN401  (a test looks into it as it likes)
        """Return the body."""
        return json.loads(self.body)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def as_json(value: object, status: int = 200) -> Reply:
    """Return an answer in JSON."""
    return Reply(
        status=status,
        body=json.dumps(value).encode(),
        headers={"Content-Type": "application/json"},
    )


class FakeHost:
    """Answers by what a subclass knows of its host; jobs go through `script`, then are done."""

    key_header = "authorization"
    key_prefix = "Bearer "
    free: tuple[str, ...] = ("/video",)
    """Paths that need no key, and must not be shown it."""

    def __init__(self, video: bytes) -> None:
        """Hold the video that every job gives."""
        self.url = ""
        self.video = video
        self.video_type = "video/mp4"
        self.etag = '"one"'
        self.elsewhere = ""
        """Where the video is redirected to."""
        self.script: list[str] = []
        """States before the job is done: waiting, running, failed, gone."""
        self.faults: dict[Step, list[Fault]] = {}
        self.got: list[Got] = []
        self.accepted: list[Any] = []
        """Bodies of all submissions that would be paid."""
        self.stopped: list[str] = []
        self.lock = threading.Lock()

    @property
    def cdn(self) -> str:
        """Return another origin of the same server, where files are: a key has no place there."""
        return self.url.replace("127.0.0.1", "localhost")

    def step_of(self, got: Got) -> Step:
        """Return which step a request belongs to."""
        raise NotImplementedError

    def reply(self, got: Got, step: Step) -> Reply:
        """Act on a request."""
        raise NotImplementedError

    def next_state(self) -> str:
        """Return the next state of the one job."""
        return self.script.pop(0) if self.script else "done"

    def answer(self, got: Got) -> tuple[Reply | None, Fault | None]:
        """Return what is answered; None: nothing is, the connection ends."""
        with self.lock:
            self.got.append(got)
            step = self.step_of(got)
            faults = self.faults.get(step, [])
            fault = faults.pop(0) if faults else None
            if fault and fault.kind == "unread":
                return None, fault
            if fault and fault.kind == "status":
                said = as_json(fault.body or {}, fault.status)
                headers = {**said.headers, **fault.headers}
                return Reply(status=fault.status, body=said.body, headers=headers), None
            if not self._may(got):
                return as_json({"detail": "wrong key"}, 401), None
            reply = self._video(got) if step == "video" else self.reply(got, step)
            return (None if fault and fault.kind == "unanswered" else reply), fault

    def _may(self, got: Got) -> bool:
        shown = got.headers.get(self.key_header, "")
        if got.path.startswith(self.free):
            return KEY not in shown
        return shown == self.key_prefix + KEY

    def _video(self, got: Got) -> Reply:
        if self.elsewhere:
            return Reply(status=302, headers={"Location": self.elsewhere})
        headers = {"Content-Type": self.video_type, "ETag": self.etag}
        asked = got.headers.get("range", "")
        if asked and got.headers.get("if-range", self.etag) == self.etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            span = f"bytes {start}-{len(self.video) - 1}/{len(self.video)}"
            return Reply(
                status=206, body=self.video[start:], headers={**headers, "Content-Range": span}
            )
        return Reply(body=self.video, headers=headers)

    def paths(self, method: str) -> list[str]:
        """Return what was asked for by a method, in order."""
        return [one.path for one in self.got if one.method == method]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: FakeHost, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.host = host


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride]  # made by it alone

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        got = Got(method=self.command, path=self.path, headers=headers, body=body)
        reply, fault = self.server.host.answer(got)
        if reply is None:
            self._hang_up()
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body if fault is None else reply.body[: fault.after])
        if fault is not None:
            self.wfile.flush()
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815  (the server wants these names)

    def _hang_up(self) -> None:
        """Reset the connection, as a host that dies does."""
        self.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""
        del format, args


@contextlib.contextmanager
def serving(host: FakeHost, *, port: int = 0) -> Generator[FakeHost]:
    """Run a host while the context lasts."""
    server = _Server(host, port)
    host.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
