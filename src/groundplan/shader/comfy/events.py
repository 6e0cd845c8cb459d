"""What a server says while it works: messages of its WebSocket, which may be lost and found."""

import contextlib
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import orjson

from groundplan.errors import MissingExtraError
from groundplan.shader.comfy.pace import Pace
from groundplan.world.base import JsonData

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

__all__ = ["Event", "Events"]

_MESSAGE_LIMIT: Final = 32 << 20
"""Previews come as pictures; larger messages break the socket, and polling goes on [bytes]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One message."""

    kind: str
    """`progress`, `execution_success` …"""
    data: dict[str, JsonData] = field(default_factory=dict[str, JsonData])

    def is_of(self, prompt_id: str) -> bool:
        """Return whether it is about a prompt; some messages are about the whole server."""
        return self.data.get("prompt_id") == prompt_id


class Events:
    """The socket of one client id. It is opened before a graph is queued, or the start is missed.

    A server sends what happens to a graph only to the client id that queued it.
    """

    def __init__(self, address: str, *, client_id: str, pace: Pace) -> None:
        """Open nothing yet.

        Raises:
            MissingExtraError: websockets is not installed.
        """
        try:
            from websockets.sync import client  # noqa: PLC0415
        except ModuleNotFoundError:
            raise MissingExtraError(
                "websockets is missing", "pip install 'groundplan[comfyui]'"
            ) from None
        self._connect = client.connect
        parts, secure = urlsplit(address), address.startswith("https:")
        self._host = (parts.hostname or "", parts.port or (443 if secure else 80))
        rest = f"{parts.netloc}{parts.path}/ws?clientId={client_id}"
        self._url = f"{'wss' if secure else 'ws'}://{rest}"
        self._pace = pace
        self._socket: ClientConnection | None = None
        self._held = contextlib.ExitStack()

    def __enter__(self) -> "Events":  # noqa: PYI034  (beartype)
        """Open the socket; where that fails, polling has to do until it opens."""
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self._close()

    def wait(self, seconds: float) -> Event | None:
        """Return the next message; None after `seconds` of silence, or where the socket is lost."""
        from websockets.exceptions import WebSocketException  # noqa: PLC0415

        if self._socket is None:
            self._pace.sleep(seconds)
            self._open()
            return None
        try:
            message = self._socket.recv(timeout=seconds)
        except TimeoutError:
            return None
        except (WebSocketException, OSError):
            self._close()
            return None
        return _event(message)

    def _open(self) -> None:
        from websockets.exceptions import WebSocketException  # noqa: PLC0415

        # A named address keeps it from following redirects to other machines.
        with contextlib.suppress(WebSocketException, OSError, TimeoutError, ValueError):
            self._socket = self._held.enter_context(
                self._connect(
                    self._url,
                    address=self._host,
                    open_timeout=self._pace.answer_s,
                    close_timeout=1.0,
                    max_size=_MESSAGE_LIMIT,
                    compression=None,
                    proxy=None,
                )
            )

    def _close(self) -> None:
        from websockets.exceptions import WebSocketException  # noqa: PLC0415

        self._socket = None
        with contextlib.suppress(WebSocketException, OSError):
            self._held.close()


def _event(message: str | bytes) -> Event:
    """Return a message; binary ones are previews, and what is no event is called `other`."""
    other = Event(kind="other")
    if isinstance(message, bytes):
        return other
    try:
        body: JsonData = orjson.loads(message)
    except orjson.JSONDecodeError:
        return other
    if not isinstance(body, dict):
        return other
    data = body.get("data")
    return Event(kind=str(body.get("type")), data=data if isinstance(data, dict) else {})
