"""A line to one host: its key, what may be repeated and what may not, and its refusals in words."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Final, Protocol, runtime_checkable

from groundplan.errors import CallCancelledError, CallError, MissingExtraError
from groundplan.shader.hosts.clock import Backoff, HostClock
from groundplan.shader.hosts.requests import (
    Answer,
    Failure,
    Request,
    check_address,
    is_here,
    origin_of,
    retry_after_s,
)
from groundplan.shader.hosts.secrets import Secret
from groundplan.world.base import JsonData

__all__ = ["MAY_BE_PAID", "NOT_PAID", "HostLink", "OpenWire", "open_wire"]

NOT_PAID: Final = "nothing was accepted and nothing is paid"
MAY_BE_PAID: Final = "it may have been accepted and may be paid"
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_UNCLEAR: Final = frozenset({408, 409, 499})
"""Refusals of a gateway in between, or of a request that is already known."""
_MOST_WORDS: Final = 300
_PIECE_S: Final = 0.5
"""Longest sleep before it is asked whether the call is still wanted."""


@runtime_checkable
class OpenWire(Protocol):
    """A connection over HTTP while its context lasts."""

    def __enter__(self) -> "OpenWire":  # noqa: PYI034  (the run-time checker knows no Self here)
        """Return itself."""
        ...

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
        /,
    ) -> None:
        """Close it."""
        ...

    def send(self, request: Request, *, into: bytearray | None = None) -> Answer | Failure:
        """Return what came of a request; its body goes `into` piece by piece."""
        ...


def open_wire(now: Callable[[], float], cancelled: Callable[[], bool]) -> OpenWire:
    """Return a connection over HTTP, whose downloads end once the call is cancelled.

    Raises:
        MissingExtraError: httpx is not installed.
    """
    try:
        module = importlib.import_module("groundplan.shader.hosts.wire")
    except ModuleNotFoundError as error:
        if error.name != "httpx":
            raise
        raise MissingExtraError(
            "calling a host needs httpx", "pip install 'groundplan[hosted]'"
        ) from error
    return module.Wire(now, cancelled)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostLink:
    """Questions and uploads are repeated; a submission only where it cannot have been accepted."""

    host: str
    """Name for people."""
    origins: tuple[str, ...]
    """The only ones that are shown the key."""
    header: str
    prefix: str = ""
    """Before the key: "Bearer "."""
    secret: Secret
    send: Callable[[Request], Answer | Failure]
    clock: HostClock
    backoff: Backoff = field(default_factory=Backoff)
    cancelled: Callable[[], bool] = lambda: False
    """Whether a person stopped the call."""

    def signed(self, request: Request) -> Request:
        """Return the request with the key, if it goes to an origin that may see it.

        Raises:
            CallError: The address is not https in public.
        """
        self.checked(request.url)
        if origin_of(request.url) not in self.origins:
            return request
        shown = {self.header: self.prefix + self.secret.reveal()}
        return replace(request, headers={**request.headers, **shown})

    def checked(self, url: str) -> str:
        """Return an address that may be asked; one of this machine only where the host is on it.

        Raises:
            CallError: It is another one.
        """
        return check_address(url, host=self.host, here=any(map(is_here, self.origins)))

    def ask(self, request: Request, *, doing: str, over: bool = False) -> Answer:
        """Send what does no harm when sent twice, up to `backoff.tries` times.

        `over` is for the error: true where nothing has been submitted yet.

        Raises:
            CallError: It fails each time, or the host asks for too long a pause.
            CallCancelledError: A person stopped the call, and nothing has been submitted yet.
        """
        request = self.signed(request)
        last = ""
        for attempt in range(self.backoff.tries):
            if over:
                self._check_wanted()
            result = self.send(request)
            if isinstance(result, Answer) and result.status not in _PASSING:
                return result
            last = self._words(result)
            asked = retry_after_s(result) if isinstance(result, Answer) else 0.0
            if isinstance(result, Failure) and result.final:
                break
            self._pause(attempt, asked_s=asked, doing=doing, over=over)
        raise CallError(f"{self.host}, {doing}: {last}", "run the same command again later", over)

    def submit(self, request: Request) -> Answer:
        """Send what may be paid for: again only after no connection, or after "too many requests".

        Raises:
            CallError: It was refused (not paid), or lost on the way (may be paid; says so).
            CallCancelledError: A person stopped the call before it was accepted.
        """
        request = self.signed(request)
        last = ""
        for attempt in range(self.backoff.tries):
            self._check_wanted()
            result = self.send(request)
            if isinstance(result, Answer) and result.status != 429:
                self._check_submitted(result)
                return result
            last = self._words(result)
            if isinstance(result, Failure) and result.sent:
                raise CallError(
                    f"{self.host} did not confirm the submission ({last}); {MAY_BE_PAID}",
                    f"look at {self.host}'s own list of requests before you submit again",
                    over=False,
                )
            asked = retry_after_s(result) if isinstance(result, Answer) else 0.0
            self._pause(attempt, asked_s=asked, doing="submitting", over=True)
        raise CallError(
            f"{self.host}, submitting: {last}; {NOT_PAID}", "try again later", over=True
        )

    def check(self, answer: Answer, *, doing: str, remedy: str, over: bool = False) -> Answer:
        """Return a good answer.

        Raises:
            CallError: It is a refusal.
        """
        if answer.good:
            return answer
        raise CallError(f"{self.host}, {doing}: {self._words(answer)}", remedy, over)

    def shown(self, words: str) -> str:
        """Return a host's words as one short line, the key hidden before it is cut."""
        return " ".join(self.secret.hide(words).split())[:_MOST_WORDS]

    def wait(self, seconds: float) -> None:
        """Sleep in short pieces, so that a stop is noticed; a known one changes nothing."""
        known, left = self.cancelled(), seconds
        while left > 0 and (known or not self.cancelled()):
            piece = min(left, _PIECE_S)
            self.clock.sleep(piece)
            left -= piece

    def _check_wanted(self) -> None:
        if self.cancelled():
            raise CallCancelledError(f"stopped before {self.host} was asked", NOT_PAID, over=True)

    def _check_submitted(self, answer: Answer) -> None:
        if answer.good:
            return
        said = f"{self.host} refused the submission ({self._words(answer)})"
        if answer.status >= 500 or answer.status in _UNCLEAR:
            raise CallError(
                f"{said}; {MAY_BE_PAID}",
                f"look at {self.host}'s own list of requests before you submit again",
                over=False,
            )
        remedy = _REMEDIES.get(answer.status, "change the request")
        raise CallError(f"{said}; {NOT_PAID}", remedy, over=True)

    def _pause(self, attempt: int, *, asked_s: float, doing: str, over: bool) -> None:
        if asked_s > self.backoff.longest_asked_s:
            raise CallError(
                f"{self.host}, {doing}: too many requests, it asks for a pause of {asked_s:.0f} s",
                "run the same command again after that",
                over,
            )
        if attempt + 1 < self.backoff.tries:
            self.wait(self.backoff.pause_s(attempt, rng=self.clock.rng, asked_s=asked_s))

    def _words(self, result: Answer | Failure) -> str:
        if isinstance(result, Failure):
            return result.says
        said = self.shown(_message(result.json()))
        return f"status {result.status}{': ' if said else ''}{said}"


_REMEDIES: Final[dict[int, str]] = {
    401: "check the key",
    402: "top up the account",
    403: "check the key and what the account may use",
    413: "send a smaller or shorter clip",
}


def _message(body: dict[str, JsonData]) -> str:
    """Return what a host says is wrong: fal and Luma `detail`, Runway and Google `error`."""
    for name in ("detail", "error", "message", "failure_reason"):
        found = body.get(name)
        if isinstance(found, dict):
            found = found.get("message") or found
        if isinstance(found, list) and found and isinstance(found[0], dict):
            first = found[0]
            place = first.get("loc")
            where = "/".join(str(part) for part in place) if isinstance(place, list) else ""
            found = f"{where} {first.get('msg', '')}"
        if isinstance(found, str) and found:
            issues = body.get("issues")
            return found if not issues else f"{found} {issues}"
    return ""
