"""Requests as they are written down, and ids that stand in addresses."""

import base64
from typing import Any

import pytest

from groundplan.errors import CallError
from groundplan.shader.call import ShaderCall
from groundplan.shader.hosts.bodies import (
    accepted_id,
    body_of,
    checked_id,
    data_uri,
    filled,
    path_of,
)


def test_files_are_put_in_everywhere_and_nothing_else_is_touched() -> None:
    body: dict[str, Any] = {
        "a": {"$file": "x"},
        "b": [{"$file": "y"}, {"$file": "x", "more": 1}],
        "c": None,
    }
    assert filled(body, str.upper) == {
        "a": "X", "b": ["Y", {"$file": "x", "more": 1}], "c": None
    }  # fmt: skip


def test_a_data_uri_holds_the_bytes() -> None:
    uri = data_uri(b"\x00\xffabc", "video/mp4")
    head, _, data = uri.partition(",")
    assert head == "data:video/mp4;base64"
    assert base64.b64decode(data) == b"\x00\xffabc"


@pytest.mark.parametrize("odd", ["", "a/b", "..", "a..b", "a b", "a\n", "é", None, 5, "x" * 201])
def test_an_id_that_cannot_stand_in_an_address_is_refused(odd: object) -> None:
    with pytest.raises(CallError):
        checked_id(odd, host="h")
    with pytest.raises(CallError, match="may be paid") as caught:
        accepted_id(odd, host="h")
    assert caught.value.over is False


def test_a_usual_id_is_taken() -> None:
    assert checked_id("0f8c-2f_4e.1", host="h") == "0f8c-2f_4e.1"


@pytest.mark.parametrize("arguments", [{}, {"body": []}, [], {"path": "no-slash"}])
def test_a_call_of_another_kind_is_refused(arguments: object) -> None:
    call = ShaderCall(backend="b", arguments=arguments)  # pyright: ignore[reportArgumentType]
    with pytest.raises(CallError):
        body_of(call)
    with pytest.raises(CallError):
        path_of(call)
