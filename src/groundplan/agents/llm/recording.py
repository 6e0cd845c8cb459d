"""What came back from a language model, kept so that it can be replayed without a network."""

import hashlib
from pathlib import Path
from typing import Final, Literal

import orjson
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.errors import InputError
from groundplan.world.base import CLOSED

__all__ = [
    "RECORDING_NAME", "Call", "Cost", "Outcome", "Reply", "calls_at", "recording_bytes", "sha256",
]  # fmt: skip

RECORDING_NAME: Final = "llm.json"
"""The file in a project folder."""
_SCHEMA: Final = "groundplan.llm-recording/1"
_LARGEST_BYTES: Final = 16 << 20

Outcome = Literal[
    "ok", "llm.invalid", "llm.timeout", "llm.refused", "llm.rate-limited", "llm.unreachable",
    "llm.rejected",
]  # fmt: skip
"""`ok`, or the code of the finding that it becomes."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Reply:
    """One reply as it came, and the tokens that it cost."""

    raw: str
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Cost:
    """Money by a price list: never an invoice."""

    amount_usd: str
    """A decimal number, exact."""
    source: str
    """The price list and its version."""
    priced_on: str
    """ISO date on which the list had this price."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Call:
    """One question with its replies: the first, and at most two after a retry."""

    model: str
    """`openai:NAME`, without address and key."""
    mode: Literal["llm", "hybrid"]
    prompt_id: str
    prompt_sha256: str
    """Of all that was sent: instructions, form of the answer and text."""
    text_sha256: str
    outcome: Outcome
    detail: str = ""
    """Why it failed, in our words."""
    replies: tuple[Reply, ...] = ()
    cost: Cost | None = None

    @property
    def input_tokens(self) -> int:
        """Return tokens sent, all replies together."""
        return sum(reply.input_tokens for reply in self.replies)

    @property
    def output_tokens(self) -> int:
        """Return tokens received, all replies together."""
        return sum(reply.output_tokens for reply in self.replies)


_CALLS: Final = TypeAdapter(tuple[Call, ...])


def sha256(text: str) -> str:
    """Return the sha256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def recording_bytes(calls: tuple[Call, ...]) -> bytes:
    """Return calls as a file: equal calls give equal bytes, with no clock time in them."""
    data = {"schema": _SCHEMA, "calls": _CALLS.dump_python(calls, mode="json")}
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(data, option=options)


def calls_at(path: Path) -> tuple[Call, ...]:
    """Return the calls recorded in a file, or in a project folder.

    Raises:
        InputError: There is no recording, or it is damaged.
    """
    file = path / RECORDING_NAME if path.is_dir() else path
    remedy = f"name a project folder that has a {RECORDING_NAME}, or that file"
    try:
        if file.stat().st_size > _LARGEST_BYTES:
            raise InputError(f"{file} is larger than {_LARGEST_BYTES} bytes", remedy)
        data: object = orjson.loads(file.read_bytes())
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror})", remedy) from error
    except ValueError as error:
        raise InputError(f"{file} is not JSON", remedy) from error
    if not isinstance(data, dict) or data.get("schema") != _SCHEMA:  # pyright: ignore[reportUnknownMemberType]  # checked here
        raise InputError(f"{file} is no recording of schema {_SCHEMA}", remedy)
    try:
        return _CALLS.validate_python(data.get("calls"))  # pyright: ignore[reportUnknownMemberType]  # likewise
    except ValidationError as error:
        raise InputError(f"{file} is damaged", remedy) from error
