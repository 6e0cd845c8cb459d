"""Requests as they are written down: files stand in them by name until they are sent."""

import base64
import re
from collections.abc import Callable
from typing import Final

from groundplan.errors import CallError
from groundplan.shader.call import ShaderCall
from groundplan.shader.hosts.link import MAY_BE_PAID
from groundplan.world.base import JsonData

__all__ = ["accepted_id", "body_of", "checked_id", "data_uri", "filled", "path_of"]

_ID: Final = r"[A-Za-z0-9_.-]{1,200}"


def body_of(call: ShaderCall) -> dict[str, JsonData]:
    """Return the body of a call's request.

    Raises:
        CallError: The call is not one of a host.
    """
    arguments = call.arguments
    body = arguments.get("body") if isinstance(arguments, dict) else None
    if not isinstance(body, dict):
        raise CallError(f"{call.backend}: the call has no request body", "encode the plan again")
    return body


def path_of(call: ShaderCall) -> str:
    """Return the path that a call's request goes to.

    Raises:
        CallError: The call is not one of a host.
    """
    arguments = call.arguments
    path = arguments.get("path") if isinstance(arguments, dict) else None
    if not isinstance(path, str) or not path.startswith("/"):
        raise CallError(f"{call.backend}: the call has no path", "encode the plan again")
    return path


def filled(body: JsonData, put: Callable[[str], JsonData]) -> JsonData:
    """Return the body with every `{"$file": NAME}` replaced by what `put` makes of the name."""
    if isinstance(body, dict):
        name = body.get("$file")
        if isinstance(name, str) and len(body) == 1:
            return put(name)
        return {key: filled(value, put) for key, value in body.items()}
    if isinstance(body, list):
        return [filled(value, put) for value in body]
    return body


def data_uri(data: bytes, content_type: str) -> str:
    """Return bytes as an address that holds them.

    Source:
        RFC 2397.
    """
    return f"data:{content_type};base64,{base64.b64encode(data).decode()}"


def checked_id(text: object, *, host: str, pattern: str = _ID) -> str:
    """Return a request id that can stand in an address.

    Raises:
        CallError: It cannot.
    """
    if not _fits(text, pattern):
        raise CallError(
            f"{host} has no request ids of that form", "give the id as the ledger holds it"
        )
    return str(text)


def accepted_id(text: object, *, host: str, pattern: str = _ID) -> str:
    """Return the request id of an accepted submission.

    Raises:
        CallError: There is none that can be used.
    """
    if not _fits(text, pattern):
        raise CallError(
            f"{host} accepted the call but gave no request id; {MAY_BE_PAID}",
            f"look at {host}'s own list of requests before you submit again",
            over=False,
        )
    return str(text)


def _fits(text: object, pattern: str) -> bool:
    return isinstance(text, str) and bool(re.fullmatch(pattern, text)) and ".." not in text
