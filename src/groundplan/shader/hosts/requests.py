"""What goes to a host and what comes back, in plain data that knows no HTTP library."""

import email.utils
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import orjson

from groundplan.errors import CallError
from groundplan.world.base import JsonData

__all__ = [
    "Answer", "Failure", "FormFile", "Request", "check_address", "is_here", "json_request",
    "origin_of", "retry_after_s",
]  # fmt: skip

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFile:
    """The file of a multipart form."""

    name: str
    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Holds the key: it is never shown."""
    body: bytes = b""
    form: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Fields of a multipart form, some signed; sent only together with `file`."""
    file: FormFile | None = None
    most_bytes: int = 4 << 20
    """Of the answer's body; more is refused."""
    most_s: float = 120.0
    """For the whole exchange, however steadily bytes come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a host said."""

    status: int
    headers: Mapping[str, str]
    """Names in small letters."""
    body: bytes = b""

    @property
    def good(self) -> bool:
        """Return whether it says yes."""
        return 200 <= self.status < 300

    def json(self) -> dict[str, JsonData]:
        """Return the body as an object; empty where it is none."""
        try:
            found: JsonData = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return {}
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """No answer, or not a whole one."""

    says: str
    sent: bool
    """Whether any of the request may have reached the host."""
    final: bool = False
    """Whether trying again would end the same."""
    head: Answer | None = None
    """Status and headers, where they came before it broke off."""


def json_request(method: str, url: str, body: JsonData, **headers: str) -> Request:
    """Return a request with a JSON body; `_` in a header's name stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(
        method=method,
        url=url,
        headers={"Content-Type": "application/json", **named},
        body=orjson.dumps(body),
    )


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def is_here(origin: str) -> bool:
    """Return whether an origin is on this machine."""
    return urlsplit(origin).hostname in _LOOPBACK


def check_address(url: str, *, host: str, here: bool) -> str:
    """Return an address that may be asked: https in public, or any of this machine's if `here`.

    Raises:
        CallError: It is another one.
    """
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
    except ValueError:
        parts, name = urlsplit(""), ""
    good = parts.scheme == "https" and _public(name)
    good = good or (here and name in _LOOPBACK and parts.scheme in {"http", "https"})
    if not good or parts.username is not None:
        raise CallError(
            f"{host} gave an address that is not https in public", f"ask {host} about it"
        )
    return url


def _public(name: str) -> bool:
    """Return whether a host is named, or has a public number; odd spellings of numbers are not."""
    bare = name.rstrip(".")
    last = bare.rpartition(".")[2]
    if not last or last == "localhost":
        return False
    if ":" not in bare and not re.fullmatch(r"[0-9]+|0[xX][0-9a-fA-F]*", last):
        return True
    try:
        return ipaddress.ip_address(bare).is_global
    except ValueError:
        return False


def retry_after_s(answer: Answer) -> float:
    """Return for how long a host asks not to be asked again [s]; 0 where it does not say.

    A date is measured from the answer's own `Date`, so no clock is needed.

    Source:
        RFC 9110, 10.2.3 Retry-After: seconds, or an HTTP date.
    """
    text = answer.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        until = email.utils.parsedate_to_datetime(text)
        since = email.utils.parsedate_to_datetime(answer.headers.get("date", ""))
        return max(0.0, (until - since).total_seconds())
    except (TypeError, ValueError):
        return 0.0
