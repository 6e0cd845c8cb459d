"""One connection over HTTP, to a host on this machine."""

from collections.abc import Generator

import pytest
from tests.integration.hosts.fake_host import FakeHost, Got, Reply, Step, serving

from groundplan.shader.hosts.requests import Answer, Failure, Request

wire = pytest.importorskip("groundplan.shader.hosts.wire", reason="httpx is not installed")
VIDEO = bytes(range(256)) * 1000


class Plain(FakeHost):
    """Gives its video to whoever asks."""

    free = ("/",)

    def step_of(self, got: Got) -> Step:
        """Return the one step there is."""
        del got
        return "result"

    def reply(self, got: Got, step: Step) -> Reply:
        """Answer with the video and a cookie."""
        del got, step
        return Reply(body=self.video, headers={"Set-Cookie": "who=me; Path=/"})


@pytest.fixture
def host() -> Generator[FakeHost]:
    with serving(Plain(VIDEO)) as one:
        yield one


def test_a_download_ends_soon_after_a_stop_and_an_answer_does_not(host: FakeHost) -> None:
    request = Request(method="GET", url=host.url)
    with wire.Wire(lambda: 0.0, lambda: True) as line:
        into = bytearray()
        stopped = line.send(request, into=into)
        assert isinstance(stopped, Failure)
        assert "stopped" in stopped.says
        assert len(into) < len(VIDEO)
        whole = line.send(request)
        assert isinstance(whole, Answer)
        assert whole.body == VIDEO


@pytest.mark.parametrize(
    "url", ["https://a.example:port/", "https://xn--\u00ff.example/", "https://a..b/"]
)
def test_an_address_that_cannot_be_used_was_not_sent(url: str) -> None:
    with wire.Wire(lambda: 0.0, lambda: False) as line:
        result = line.send(Request(method="POST", url=url))
    assert isinstance(result, Failure)
    assert (result.sent, result.final) == (False, True)


def test_no_cookie_is_sent_back(host: FakeHost) -> None:
    with wire.Wire(lambda: 0.0, lambda: False) as line:
        for _ in range(2):
            line.send(Request(method="GET", url=host.url))
    assert ["cookie" in one.headers for one in host.got] == [False, False]


def test_a_download_is_not_kept_twice(host: FakeHost) -> None:
    with wire.Wire(lambda: 0.0, lambda: False) as line:
        into = bytearray()
        answer = line.send(Request(method="GET", url=host.url), into=into)
    assert isinstance(answer, Answer)
    assert (answer.body, bytes(into)) == (b"", VIDEO)
