"""Keys of hosts: from the environment or the system's keyring, and never shown again."""

import os
from collections.abc import Callable, Mapping
from typing import Final

from groundplan.errors import CallError

__all__ = ["KEYRING_SERVICE", "Secret", "find_secret", "keyring_password"]

KEYRING_SERVICE: Final = "groundplan"
_SHOWN: Final = "***"
_MOST_CHARACTERS: Final = 4096


class Secret:
    """A key that prints as stars; only `reveal` gives it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Keep a key."""
        self._text = text

    def __repr__(self) -> str:
        return f"Secret({_SHOWN})"

    __str__ = __repr__

    def __reduce__(self) -> str:
        """Refuse to be pickled: a key would reach disk."""
        raise TypeError("a secret is not pickled")

    def reveal(self) -> str:
        """Return the key, for a header and nothing else."""
        return self._text

    def hide(self, text: str) -> str:
        """Return the text with stars where the key stood."""
        return text.replace(self._text, _SHOWN) if self._text else text


def find_secret(
    variable: str,
    *,
    host: str,
    over: bool = True,
    environment: Mapping[str, str] = os.environ,
    keyring: Callable[[str], str] | None = None,
) -> Secret:
    """Return a host's key: of the environment, or else of the keyring.

    `over` is for the error: false where a call was submitted before and waits to be fetched.

    Raises:
        CallError: There is none, or it cannot be a key.
    """
    text = environment.get(variable, "").strip() or (keyring or keyring_password)(variable).strip()
    if not text:
        raise CallError(
            f"there is no key for {host}: nothing was sent",
            f"set {variable}, or keep it with `keyring set {KEYRING_SERVICE} {variable}`",
            over,
        )
    if not text.isascii() or not text.isprintable() or len(text) > _MOST_CHARACTERS:
        raise CallError(
            f"what {variable} holds cannot be a key: nothing was sent",
            "copy it again: no line breaks, only printable ASCII",
            over,
        )
    return Secret(text)


def keyring_password(name: str) -> str:
    """Return a key of the system's keyring; empty without one, or without the package."""
    try:
        import keyring  # noqa: PLC0415  (optional, slow to import)
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ModuleNotFoundError:
        return ""
    try:
        return keyring.get_password(KEYRING_SERVICE, name) or ""
    except KeyringError:  # locked, or no keyring on this system
        return ""
