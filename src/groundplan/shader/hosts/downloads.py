"""Fetching a finished video: bounded, taken up again where it broke off, and never half."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable
from urllib.parse import urljoin

from groundplan.errors import CallCancelledError, CallError
from groundplan.shader.hosts.link import HostLink
from groundplan.shader.hosts.requests import Answer, Failure, Request

__all__ = ["MOST_VIDEO_BYTES", "Fetching", "fetch_video", "stopped_fetching"]

MOST_VIDEO_BYTES: Final = 2 << 30
"""Largest video that is taken from a host: our limit."""
_MOST_S: Final = 1800.0
_MOST_HOPS: Final = 5
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({401, 403, 404, 410})
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_KINDS: Final = ("video/", "application/octet-stream", "binary/octet-stream", "application/mp4")


@runtime_checkable
class Fetching(Protocol):
    """Sends a request and puts the body where it is told to, piece by piece."""

    def __call__(self, request: Request, *, into: bytearray) -> Answer | Failure:
        """Return what came of it."""
        ...


@dataclass(slots=True, kw_only=True)
class _Part:
    """What has come so far."""

    data: bytearray
    tag: str = ""
    """Strong entity tag, so that a rest belongs to the same file."""


def fetch_video(
    link: HostLink,
    find: Callable[[], str],
    *,
    send: Fetching,
    most_bytes: int = MOST_VIDEO_BYTES,
) -> bytes:
    """Return the video at the address that `find` gives; it is asked again when one has expired.

    Raises:
        CallError: It cannot be had whole, or is no video. It is still there under its request id.
        CallCancelledError: A person stopped it; it is still there as well.
    """
    part, address, last = _Part(data=bytearray()), find(), ""
    for attempt in range(link.backoff.tries):
        _check_wanted(link)
        result = _follow(link, address, part=part, send=send, most_bytes=most_bytes)
        if isinstance(result, Answer) and result.good:
            return _checked(link.host, result, bytes(part.data))
        _check_wanted(link)
        if isinstance(result, Failure) and result.final:
            raise _lost(link.host, result.says)
        last = result.says if isinstance(result, Failure) else f"status {result.status}"
        if isinstance(result, Answer) and result.status in _GONE:
            address, part = find(), _Part(data=bytearray())
        elif isinstance(result, Answer) and result.status == 416:
            part = _Part(data=bytearray())
        elif isinstance(result, Answer) and result.status not in _PASSING:
            break
        link.wait(link.backoff.pause_s(attempt, rng=link.clock.rng))
    raise _lost(link.host, last)


def _follow(
    link: HostLink, address: str, *, part: _Part, send: Fetching, most_bytes: int
) -> Answer | Failure:
    """Return what came of one try; `part` holds what is there now."""
    url = address
    for _ in range(_MOST_HOPS):
        # The key goes to the host's own origins alone, also when they point elsewhere.
        request = link.signed(_asking(url, part, most_bytes))
        piece = bytearray()
        result = send(request, into=piece)
        head = result if isinstance(result, Answer) else result.head
        if head is not None and head.status in _REDIRECTS:
            url = link.checked(_joined(url, head.headers.get("location", "")))
            continue
        if head is not None:
            _keep(part, head, piece)
        if isinstance(result, Answer) and result.good and not _whole(result, part):
            return Failure(says="the connection was lost", sent=True, head=result)
        return result
    return Failure(says="it points from place to place", sent=True, final=True)


def _joined(url: str, place: str) -> str:
    try:
        return urljoin(url, place)
    except ValueError:  # no address at all, which is refused
        return ""


def _asking(url: str, part: _Part, most_bytes: int) -> Request:
    headers: dict[str, str] = {}
    if part.data and part.tag:
        headers = {"Range": f"bytes={len(part.data)}-", "If-Range": part.tag}
    left = most_bytes - len(part.data) if headers else most_bytes
    return Request(method="GET", url=url, headers=headers, most_bytes=left, most_s=_MOST_S)


def _keep(part: _Part, head: Answer, piece: bytearray) -> None:
    if head.status == 206 and head.headers.get("content-range", "").startswith(
        f"bytes {len(part.data)}-"
    ):
        part.data += piece
    elif head.status == 200:
        part.data = piece
        tag = head.headers.get("etag", "")
        part.tag = "" if tag.startswith("W/") else tag


def _whole(answer: Answer, part: _Part) -> bool:
    if answer.status == 206:
        total = answer.headers.get("content-range", "").rpartition("/")[2]
        return not total.isdecimal() or int(total) == len(part.data)
    length = answer.headers.get("content-length", "")
    return not length.isdecimal() or int(length) == len(part.data)


def _checked(host: str, answer: Answer, data: bytes) -> bytes:
    kind = answer.headers.get("content-type", "").lower()
    if kind and not kind.startswith(_KINDS):
        raise _lost(host, f"it is {kind[:60]!r}, not a video")
    return data


def _check_wanted(link: HostLink) -> None:
    if link.cancelled():
        raise stopped_fetching(link.host)


def stopped_fetching(host: str) -> CallCancelledError:
    """Return the error for a download that a person stopped."""
    return CallCancelledError(
        f"stopped while the finished video came from {host}",
        "it is most likely paid: run the same command again to fetch it by its request id",
        over=False,
    )


def _lost(host: str, says: str) -> CallError:
    return CallError(
        f"the video of {host} could not be fetched: {says}",
        "it is made and most likely paid; run the same command again to fetch it by its request id",
        over=False,
    )
