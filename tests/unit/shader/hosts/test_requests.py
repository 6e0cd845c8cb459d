"""Addresses, pauses and answers."""

import orjson
import pytest

from groundplan.errors import CallError
from groundplan.shader.hosts.requests import (
    Answer,
    Request,
    check_address,
    json_request,
    origin_of,
    retry_after_s,
)


def after(text: str, date: str = "") -> float:
    return retry_after_s(Answer(status=429, headers={"retry-after": text, "date": date}))


def test_a_pause_is_given_in_seconds_or_until_a_date() -> None:
    now, soon = "Wed, 01 Oct 2026 12:00:00 GMT", "Wed, 01 Oct 2026 12:00:30 GMT"
    assert after("7") == 7
    assert after(soon, now) == 30
    assert after(now, soon) == 0


@pytest.mark.parametrize("text", ["", "soon", "-5", "1.5", "²", "Wed, 99 Oct 2026 12:00:00 GMT"])
def test_an_odd_pause_is_none(text: str) -> None:
    assert after(text, "Wed, 01 Oct 2026 12:00:00 GMT") == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/a", "ftp://example.com", "file:///etc/passwd", "//example.com", "",
        "https://", "https://user:pw@example.com/", "http://[::1", "http://127.0.0.1.example.com/",
    ],
)  # fmt: skip
def test_only_https_and_this_machine_are_asked(url: str) -> None:
    with pytest.raises(CallError, match="not https") as caught:
        check_address(url, host="h", here=True)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("url", ["https://a.example/b?c", "http://127.0.0.1:80/", "http://[::1]/"])
def test_https_and_this_machine_are_asked(url: str) -> None:
    assert check_address(url, host="h", here=True) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:80/", "https://127.0.0.1/", "http://[::1]/", "https://localhost/",
        "https://a.localhost./", "https://10.0.0.1/", "https://169.254.169.254/meta",
        "https://[fe80::1]/", "https://[::ffff:127.0.0.1]/", "https://2130706433/",
        "https://0x7f.1/", "https://127.1/", "https://127.0.0.1./",
    ],
)  # fmt: skip
def test_a_host_elsewhere_does_not_lead_to_this_machine_or_its_network(url: str) -> None:
    with pytest.raises(CallError, match="not https"):
        check_address(url, host="h", here=False)


@pytest.mark.parametrize(
    "url", ["https://a.example/b", "https://1.1.1.1/", "https://v3.fal.media/"]
)
def test_public_addresses_are_asked(url: str) -> None:
    assert check_address(url, host="h", here=False) == url


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin_of("https://API.example:8443/v1?key=1") == "https://api.example:8443"
    assert origin_of("https://api.example.evil/") != origin_of("https://api.example/")


def test_a_json_request_is_what_it_says() -> None:
    request = json_request("POST", "https://a.example", {"a": [1, None]}, X_Version="2")
    assert orjson.loads(request.body) == {"a": [1, None]}
    assert request.headers == {"Content-Type": "application/json", "X-Version": "2"}


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1, 2]", b'"text"', b"\xff"])
def test_an_answer_that_is_no_object_is_empty(body: bytes) -> None:
    assert Answer(status=200, headers={}, body=body).json() == {}


def test_a_request_shows_neither_its_headers_nor_its_form() -> None:
    request = Request(
        method="GET", url="https://a.example", headers={"A": "secret"}, form={"b": "secret"}
    )
    assert "secret" not in repr(request)
