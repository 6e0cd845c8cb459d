"""A prompt that a tokenizer would cut is refused: what was cut would be ignored in silence."""
# Tokenizers are typed only in part.
# pyright: reportUnknownMemberType=false

import inspect
from typing import Any

from groundplan.errors import CallError

__all__ = ["check_prompt"]


def check_prompt(pipeline: Any, arguments: dict[str, object]) -> None:  # noqa: ANN401  # of diffusers
    """Refuse prompts of more tokens than a pipeline reads.

    Raises:
        CallError: One is too long; says by how many tokens.
    """
    read = arguments.get("max_sequence_length")
    if read is None:
        read = inspect.signature(pipeline.__call__).parameters["max_sequence_length"].default
    for name in ("prompt", "negative_prompt"):
        text = arguments.get(name)
        if not isinstance(text, str):
            continue
        count = len(pipeline.tokenizer(text)["input_ids"])
        if isinstance(read, int) and count > read:
            raise CallError(
                f"the {name} has {count} tokens", f"this model reads {read}: shorten it"
            )
