"""What is repeated, what is not, and who sees the key."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from groundplan.errors import CallError
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
    assert (len(line.sent), len(line.slept)) == (6, 5)


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
    assert KEY not in text
