"""What is repeated, what is not, and who sees the key."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from groundplan.errors import CallCancelledError, CallError
from groundplan.shader.hosts.clock import HostClock
from groundplan.shader.hosts.link import HostLink
from groundplan.shader.hosts.requests import Answer, Failure, Request
from groundplan.shader.hosts.secrets import Secret

KEY = "sk-0123456789"
HERE = "https://api.example"


@dataclass
class Line:
    """Results to give, in order, and what was sent."""

    results: list[Answer | Failure]
    sent: list[Request] = field(default_factory=list[Request])
    slept: list[float] = field(default_factory=list[float])
    stop_after_s: float = 1e9

    def send(self, request: Request) -> Answer | Failure:
        """Give the next result."""
        self.sent.append(request)
        return self.results.pop(0)

    def link(self) -> HostLink:
        """Return a link over this line."""
        clock = HostClock(now=lambda: 0.0, sleep=self.slept.append, rng=np.random.default_rng(0))
        return HostLink(
            host="Host",
            origins=(HERE,),
            header="Authorization",
            prefix="Key ",
            secret=Secret(KEY),
            send=self.send,
            clock=clock,
            cancelled=lambda: sum(self.slept) >= self.stop_after_s,
        )


GOOD = Answer(status=200, headers={})
UNSENT = Failure(says="no connection", sent=False)
LOST = Failure(says="the connection was lost", sent=True)
REQUEST = Request(method="POST", url=f"{HERE}/v1")


@pytest.mark.parametrize(
    "url",
    ["https://api.example.evil/v1", "https://cdn.example/v1", "https://api.example:8443/v1"],
)
def test_only_the_hosts_own_origins_see_the_key(url: str) -> None:
    link = Line([]).link()
    assert link.signed(REQUEST).headers["Authorization"] == f"Key {KEY}"
    assert "Authorization" not in link.signed(Request(method="GET", url=url)).headers


def test_a_submission_is_repeated_only_while_nothing_was_sent() -> None:
    line = Line([UNSENT, UNSENT, GOOD])
    assert line.link().submit(REQUEST) == GOOD
    assert len(line.sent) == 3
    line = Line([UNSENT, LOST, GOOD])
    with pytest.raises(CallError, match="may be paid") as caught:
        line.link().submit(REQUEST)
    assert (len(line.sent), caught.value.over) == (2, False)


def test_repeating_ends() -> None:
    line = Line([UNSENT] * 9)
    with pytest.raises(CallError, match="nothing is paid"):
        line.link().submit(REQUEST)
    assert len(line.sent) == 6
    assert (0.5 + 1 + 2 + 4 + 8) / 2 <= sum(line.slept) <= 0.5 + 1 + 2 + 4 + 8


def test_what_is_not_sent_yet_is_not_sent_after_a_stop() -> None:
    for uploading in (True, False):
        line = Line([UNSENT] * 9, stop_after_s=1.0)
        link = line.link()
        with pytest.raises(CallCancelledError, match="nothing is paid") as caught:
            link.ask(REQUEST, doing="uploading", over=True) if uploading else link.submit(REQUEST)
        assert caught.value.over is True
        assert 1.0 <= sum(line.slept) <= 1.5
        assert len(line.sent) < 6


def test_a_question_after_a_stop_is_still_asked_with_whole_pauses() -> None:
    line = Line([UNSENT, UNSENT, GOOD], stop_after_s=0.0)
    assert line.link().ask(REQUEST, doing="cancelling") == GOOD
    assert sum(line.slept) >= (0.5 + 1) / 2


def test_what_would_end_the_same_is_not_repeated() -> None:
    line = Line([Failure(says="it sends more than 4 bytes", sent=True, final=True)])
    with pytest.raises(CallError, match="more than 4 bytes"):
        line.link().ask(REQUEST, doing="asking")
    assert line.slept == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'{"detail": "no, sir"}', "no, sir"),
        (b'{"detail": [{"loc": ["body", "seed"], "msg": "too large"}]}', "body/seed too large"),
        (b'{"error": "Validation failed", "issues": [{"path": ["seed"]}]}', "Validation failed"),
        (b'{"error": {"code": 400, "message": "bad picture"}}', "bad picture"),
        (b"<html>bad gateway</html>", "status 422"),
        (b'{"detail": "two\\nlines"}', "two lines"),
        (b'{"detail": "' + b"x" * 9000 + b'"}', "xxx"),
        (f'{{"detail": "bad key {KEY}"}}'.encode(), "bad key ***"),
        (f'{{"detail": "{"x" * 295}{KEY}"}}'.encode(), "x***"),
    ],
)
def test_a_refusal_is_told_in_one_short_line_without_the_key(body: bytes, says: str) -> None:
    line = Line([Answer(status=422, headers={}, body=body)])
    with pytest.raises(CallError) as caught:
        line.link().submit(REQUEST)
    text = str(caught.value)
    assert says in text
    assert "\n" not in text
    assert len(text) < 800
    assert KEY[:5] not in text
