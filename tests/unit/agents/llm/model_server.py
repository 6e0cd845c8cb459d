"""A small server that speaks the chat-completions protocol of OpenAI, on the loopback address.

It answers what a test tells it to, in order, and keeps what it was sent. Fields and error bodies
are as in the OpenAI API reference (chat completions, structured outputs, error codes).
"""

import contextlib
import json
import threading
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Canned", "ModelServer", "answering", "model_server"]


@dataclass(frozen=True, kw_only=True)
class Canned:
    """One answer of the server."""

    content: str | None = None
    refusal: str | None = None
    finish_reason: str = "stop"
    status: int = 200
    error: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    held: bool = False
    """It does not answer until the server stops."""


def answering(answer: Mapping[str, object]) -> Canned:
    """Return an answer of the form that is asked for."""
    return Canned(content=json.dumps(answer))


class ModelServer(ThreadingHTTPServer):
    """Answers from a list; the last one again when it is used up."""

    daemon_threads = True

    def __init__(self, answers: tuple[Canned, ...]) -> None:
        """Listen on a free port."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.stopped = threading.Event()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """Return the base address, as clients take it."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def next(self, request: dict[str, Any], key: str) -> Canned:
        """Return the answer to a request, and keep what was sent."""
        with self.lock:
            self.requests.append(request)
            self.keys.append(key)
            return self.answers[min(len(self.requests), len(self.answers)) - 1]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    """Connections stay open, as with real servers: a client must close its own."""
    server: ModelServer  # pyright: ignore[reportIncompatibleVariableOverride]  # made by it alone

    def do_POST(self) -> None:
        """Answer one request."""
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/chat/completions" or not {"model", "messages"} <= request.keys():
            self._send(404, {"error": {"message": "unknown route", "type": "invalid_request_error",
                                       "param": None, "code": None}})  # fmt: skip
            return
        canned = self.server.next(request, self.headers.get("Authorization", ""))
        if canned.held:
            self.server.stopped.wait(30)
            self.close_connection = True
            return
        if canned.status != 200:
            body = {"message": canned.error, "type": "error", "param": None, "code": canned.error}
            self._send(canned.status, {"error": body}, canned.headers)
            return
        number = len(self.server.requests)
        message = {"role": "assistant", "content": canned.content, "refusal": canned.refusal}
        choice = {"index": 0, "message": message, "logprobs": None,
                  "finish_reason": canned.finish_reason}  # fmt: skip
        self._send(200, {
            "id": f"chatcmpl-{number}", "object": "chat.completion", "created": 1700000000,
            "model": request["model"], "choices": [choice], "system_fingerprint": None,
            "usage": {"prompt_tokens": 1000 * number, "completion_tokens": 50,
                      "total_tokens": 1000 * number + 50},
        })  # fmt: skip

    def _send(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002  # the base's name
        """Say nothing."""
        del format


@contextlib.contextmanager
def model_server(*answers: Canned) -> Generator[ModelServer]:
    """Run a server in a thread of its own while a test needs it."""
    with ModelServer(answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            server.shutdown()
            thread.join()
