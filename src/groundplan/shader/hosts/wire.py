"""Requests over HTTP by httpx (extra `hosted`), bounded in size and time.

Imported only when a call is made. Every request has a connection of its own: one that was kept and
closed by the host meanwhile would look like a request that may have been accepted.
"""

import functools
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Final

import httpx

from groundplan.shader.hosts.requests import Answer, Failure, Request

__all__ = ["VERSION", "Wire"]

VERSION: Final = httpx.__version__
_CONNECT_S: Final = 10.0
_SILENCE_S: Final = 60.0
"""Longest pause between two pieces of an answer."""
_UNSENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
_ODD: Final = (httpx.InvalidURL, UnicodeError)
"""Raised before anything is sent, for an address that cannot be one."""


class Wire:
    """Sends requests; follows no redirects and keeps no cookies."""

    def __init__(self, now: Callable[[], float], cancelled: Callable[[], bool]) -> None:
        """Open nothing yet."""
        self._now = now
        self._cancelled = cancelled
        self._client = httpx.Client(
            verify=_trust(),
            timeout=httpx.Timeout(_SILENCE_S, connect=_CONNECT_S),
            limits=httpx.Limits(max_keepalive_connections=0),
            follow_redirects=False,
        )

    def __enter__(self) -> "Wire":  # noqa: PYI034  (the run-time checker knows no Self here)
        """Return itself."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close what is open."""
        self._client.close()

    def send(self, request: Request, *, into: bytearray | None = None) -> Answer | Failure:
        """Return the answer; its body goes `into` piece by piece, also where it breaks off.

        Such a download ends early once the call is cancelled; no other answer does.

        No address and no header is in what a failure says: both may hold secrets.
        """
        body = bytearray() if into is None else into
        head: Answer | None = None
        try:
            with self._stream(request) as response:
                names = {name.lower(): value for name, value in response.headers.items()}
                head = Answer(status=response.status_code, headers=names)
                if (
                    says := self._read(request, response, body, stops=into is not None)
                ) is not None:
                    return Failure(says=says, sent=True, final=True, head=head)
        except _ODD as error:
            return Failure(says=_words(error), sent=False, final=True)
        except httpx.HTTPError as error:
            return Failure(says=_words(error), sent=not isinstance(error, _UNSENT), head=head)
        finally:
            self._client.cookies.clear()
        # What went `into` is not kept a second time: a video is large.
        return Answer(
            status=head.status, headers=head.headers, body=b"" if into is not None else bytes(body)
        )

    def _stream(self, request: Request):  # noqa: ANN202  (httpx calls its own type private)
        headers = {"Accept-Encoding": "identity", "User-Agent": "groundplan", **request.headers}
        if request.file is None:
            content = request.body or None
            return self._client.stream(
                request.method, request.url, headers=headers, content=content
            )
        file = (request.file.name, request.file.data, request.file.content_type)
        form = dict(request.form)
        return self._client.stream(
            request.method, request.url, headers=headers, data=form, files={"file": file}
        )

    def _read(
        self,
        request: Request,
        response: httpx.Response,
        body: bytearray,
        *,
        stops: bool,
    ) -> str | None:
        start = self._now()
        for piece in response.iter_raw():
            if stops and self._cancelled():
                return "a person stopped it"
            body += piece
            if len(body) > request.most_bytes:
                return f"it sends more than {request.most_bytes} bytes"
            if self._now() - start > request.most_s:
                return f"it takes longer than {request.most_s:g} s"
        return None


@functools.cache
def _trust() -> ssl.SSLContext:
    """Return the authorities that are trusted; reading them takes longer than a request."""
    return httpx.create_ssl_context()


def _words(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "it does not answer in time"
    if isinstance(error, _ODD):
        return "its address cannot be used"
    if isinstance(error, _UNSENT):
        return "no connection"
    return "the connection was lost"
