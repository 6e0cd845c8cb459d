"""Which language model is asked: from an option or the environment; keys from there alone."""

import importlib.util
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, cast
from urllib.parse import urlsplit

from groundplan.errors import InputError, MissingExtraError

__all__ = [
    "KEY_VARIABLE",
    "MODEL_VARIABLE",
    "URL_VARIABLE",
    "ModelChoice",
    "Provider",
    "choose_model",
]

Provider = Literal["openai", "anthropic", "google"]
MODEL_VARIABLE: Final = "GROUNDPLAN_LLM_MODEL"
URL_VARIABLE: Final = "GROUNDPLAN_LLM_URL"
KEY_VARIABLE: Final = "GROUNDPLAN_LLM_KEY"
"""Of a server that is named by its address: the key of a provider is never sent there."""
_KEYS: Final = {
    "openai": ("OPENAI_API_KEY",),
    "anthropic": ("ANTHROPIC_API_KEY",),
    "google": ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
}
_PACKAGES: Final = {"openai": "openai", "anthropic": "anthropic", "google": "google.genai"}
_EXTRAS: Final = {"openai": "llm", "anthropic": "llm-anthropic", "google": "llm-google"}
_REMEDY: Final = (
    "give --model openai:NAME, anthropic:NAME or google:NAME, and --model-url for a local server"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """A model, where it is, and the key to it."""

    provider: Provider
    name: str
    url: str = ""
    """Of an OpenAI-compatible server; empty: the provider's own."""
    key: str = field(default="", repr=False)

    @property
    def id(self) -> str:
        """Return what is recorded: provider and name."""
        return f"{self.provider}:{self.name}"


def choose_model(
    model: str = "", url: str = "", *, environment: Mapping[str, str] = os.environ
) -> ModelChoice:
    """Return the model that is asked for; nothing is sent anywhere.

    Raises:
        InputError: No model is named, the address is no place for a key, or a key is missing.
        MissingExtraError: The extra of its provider is not installed.
    """
    wanted = model or environment.get(MODEL_VARIABLE, "")
    address = url or environment.get(URL_VARIABLE, "")
    provider, colon, name = wanted.partition(":")
    if not (colon and name and provider in _KEYS):
        problem = f"{wanted!r} names no model" if wanted else "no language model is named"
        raise InputError(problem, _REMEDY)
    chosen = cast("Provider", provider)
    if address:
        _check_address(address, chosen)
    _check_extra(chosen)
    return ModelChoice(
        provider=chosen, name=name, url=address,
        key=_key(chosen, address, environment),
    )  # fmt: skip


def _check_address(url: str, provider: Provider) -> None:
    parts = urlsplit(url)
    if provider != "openai":
        raise InputError(f"--model-url does not go with {provider}", "give --model openai:NAME")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise InputError(
            "the address of the model is no plain http(s) address",
            f"write it as http://127.0.0.1:8080/v1, with the key in {KEY_VARIABLE}",
        )
    if parts.scheme == "http" and not _is_local(url):
        raise InputError(
            f"{parts.hostname} would be told key and brief in the clear", "use https, or loopback"
        )


def _is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_extra(provider: Provider) -> None:
    package = _PACKAGES[provider]
    if all(_installed(name) for name in ("pydantic_ai", package)):
        return
    raise MissingExtraError(
        f"asking {provider} needs the extra {_EXTRAS[provider]!r}, which is not installed",
        f"pip install 'groundplan[{_EXTRAS[provider]}]'",
    )


def _installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _key(provider: Provider, url: str, environment: Mapping[str, str]) -> str:
    names = (KEY_VARIABLE,) if url else _KEYS[provider]
    for name in names:
        if key := environment.get(name, "").strip() or _from_keyring(name):
            return key
    if url and _is_local(url):
        return ""
    raise InputError(
        f"there is no key for {urlsplit(url).hostname if url else provider}",
        f"set {' or '.join(names)}, or keep it with `keyring set groundplan {names[0]}`",
    )


def _from_keyring(name: str) -> str:
    """Return a key of the system's keyring; empty without one, or without the package."""
    if not _installed("keyring"):
        return ""
    keyring, errors = map(importlib.import_module, ("keyring", "keyring.errors"))
    try:
        return keyring.get_password("groundplan", name) or ""
    except errors.KeyringError:  # locked, or no keyring on this system
        return ""
