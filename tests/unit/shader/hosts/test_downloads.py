"""A video from pieces that may not fit."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.unit.shader.hosts.test_link import HERE, KEY, Line

from groundplan.errors import CallCancelledError, CallError
from groundplan.shader.hosts.downloads import fetch_video
from groundplan.shader.hosts.requests import Answer, Failure, Request

VIDEO = np.random.default_rng(3).bytes(1000)


def played(parts: list[tuple[Answer | Failure, bytes]]) -> tuple[Callable[..., Answer | Failure],
                                                                list[Request]]:  # fmt: skip
    sent: list[Request] = []

    def send(request: Request, *, into: bytearray) -> Answer | Failure:
        sent.append(request)
        result, data = parts.pop(0)
        into += data
        return result

    return send, sent


def head(status: int, **headers: str) -> Answer:
    return Answer(status=status, headers={k.replace("_", "-"): v for k, v in headers.items()})


def fetched(*parts: tuple[Answer | Failure, bytes], most: int = 10_000) -> bytes:
    send, _ = played(list(parts))
    return fetch_video(Line([]).link(), lambda: f"{HERE}/v", send=send, most_bytes=most)


def lost(answer: Answer) -> Failure:
    return Failure(says="the connection was lost", sent=True, head=answer)


def test_a_rest_that_begins_elsewhere_is_not_glued_on() -> None:
    first = (lost(head(200, etag='"a"')), VIDEO[:400])
    odd = (head(206, content_range="bytes 390-999/1000"), VIDEO[390:])
    whole = (head(200, etag='"a"', content_length="1000"), VIDEO)
    assert fetched(first, odd, whole) == VIDEO


def test_a_file_that_changed_meanwhile_begins_anew() -> None:
    first = (lost(head(200, etag='"a"')), b"old" * 100)
    assert fetched(first, (head(200, etag='"b"'), VIDEO)) == VIDEO


def test_a_range_that_is_not_there_begins_anew() -> None:
    first = (lost(head(200, etag='"a"')), VIDEO[:400])
    assert fetched(first, (head(416), b""), (head(200), VIDEO)) == VIDEO


def test_fewer_bytes_than_announced_are_not_taken_for_all() -> None:
    short = (head(200, content_length="1000", etag='"a"'), VIDEO[:600])
    rest = (head(206, content_range="bytes 600-999/1000"), VIDEO[600:])
    assert fetched(short, rest) == VIDEO


def test_a_download_has_a_most() -> None:
    send, sent = played([(lost(head(200, etag='"a"')), VIDEO[:400]), (head(206,
        content_range="bytes 400-999/1000"), VIDEO[400:])])  # fmt: skip
    fetch_video(Line([]).link(), lambda: f"{HERE}/v", send=send, most_bytes=1000)
    assert [one.most_bytes for one in sent] == [1000, 600]


def test_an_endless_download_stops() -> None:
    failure = Failure(says="it sends more than 10 bytes", sent=True, final=True, head=head(200))
    with pytest.raises(CallError, match="more than 10 bytes") as caught:
        fetched((failure, b"x" * 11))
    assert caught.value.over is False


def test_the_key_stays_with_the_host() -> None:
    send, sent = played(
        [(head(302, location="https://cdn.example/v?sig=1"), b""), (head(200), VIDEO)]
    )
    assert fetch_video(Line([]).link(), lambda: f"{HERE}/v", send=send) == VIDEO
    assert [KEY in str(one.headers) for one in sent] == [True, False]


def test_a_stop_while_it_comes_leaves_it_at_the_host() -> None:
    line = Line([], stop_after_s=0.0)
    send, sent = played([])
    with pytest.raises(CallCancelledError, match="the finished video") as caught:
        fetch_video(line.link(), lambda: f"{HERE}/v", send=send)
    assert (caught.value.over, sent) == (False, [])


@pytest.mark.parametrize(
    "place",
    [
        "http://cdn.example/v",
        "file:///etc/passwd",
        "https://u:p@cdn.example/v",
        "http://127.0.0.1:8188/v",
        "https://10.0.0.1/v",
        "http://[evil",
    ],
)
def test_it_is_led_only_to_https(place: str) -> None:
    with pytest.raises(CallError, match="not https"):
        fetched((head(302, location=place), b""))
