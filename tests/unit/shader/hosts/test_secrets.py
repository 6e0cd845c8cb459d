"""Keys: where they come from, and that nobody sees them."""

import contextlib
import importlib
import pickle
import sys
from collections.abc import Callable, Generator

import pytest

from groundplan.errors import CallError
from groundplan.shader.hosts.secrets import Secret, find_secret, keyring_password

KEY = "sk-0123456789"


def nothing(_: str) -> str:
    return ""


def test_the_environment_goes_before_the_keyring() -> None:
    found = find_secret(
        "A_KEY", host="h", environment={"A_KEY": f" {KEY}\n"}, keyring=lambda _: "x"
    )
    assert found.reveal() == KEY


def test_the_keyring_is_asked_by_the_name_of_the_variable() -> None:
    asked: list[str] = []

    def ring(name: str) -> str:
        asked.append(name)
        return KEY

    assert find_secret("A_KEY", host="h", environment={}, keyring=ring).reveal() == KEY
    assert asked == ["A_KEY"]


@pytest.mark.parametrize("over", [True, False])
def test_no_key_says_how_to_give_one(over: bool) -> None:  # noqa: FBT001
    with pytest.raises(CallError, match="set A_KEY, or keep it with `keyring set groundplan A_KEY`"
                       ) as caught:  # fmt: skip
        find_secret("A_KEY", host="h", over=over, environment={}, keyring=nothing)
    assert caught.value.over is over


@pytest.mark.parametrize("odd", ["two\nlines", "schlüssel", "x" * 5000, "tab\there"])
def test_what_cannot_be_a_key_is_refused_without_showing_it(odd: str) -> None:
    with pytest.raises(CallError) as caught:
        find_secret("A_KEY", host="h", environment={"A_KEY": odd}, keyring=nothing)
    assert odd not in str(caught.value)


def test_a_secret_shows_itself_to_nobody() -> None:
    secret = Secret(KEY)
    assert KEY not in f"{secret} {secret!r} {[secret]} {dir(secret)}"
    assert secret.hide(f"Bearer {KEY} is wrong") == "Bearer *** is wrong"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


@contextlib.contextmanager
def ring_of(answer: Callable[[str, str], str | None]) -> Generator[None]:
    """Make a keyring in memory, of the library's own kind, the system's."""
    keyring = pytest.importorskip("keyring")
    backend = importlib.import_module("keyring.backend").KeyringBackend

    def none(*_: object) -> None:
        raise AssertionError("nothing is written into a keyring")

    def read(_: object, service: str, name: str) -> str | None:
        return answer(service, name)

    members: dict[str, object] = {"get_password": read, "set_password": none, "priority": 1}
    before = keyring.get_keyring()
    keyring.set_keyring(type("RingFake", (backend,), members)())
    try:
        yield
    finally:
        keyring.set_keyring(before)


def test_the_systems_keyring_is_read_under_our_name() -> None:
    with ring_of(lambda service, name: f"{service}/{name}"):
        assert keyring_password("A_KEY") == "groundplan/A_KEY"


def test_a_locked_keyring_is_like_none() -> None:
    def locked(_: str, __: str) -> str:
        raise importlib.import_module("keyring.errors").KeyringLocked

    with ring_of(locked):
        assert keyring_password("A_KEY") == ""


def test_without_the_package_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert keyring_password("A_KEY") == ""
