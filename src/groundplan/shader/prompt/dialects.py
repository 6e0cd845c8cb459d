"""How long a prompt may be for a model."""

import math
import re
from typing import Final

from groundplan.shader.capabilities import PromptRule
from groundplan.shader.prompt.tables import dialect_words

__all__ = ["fits", "most_pieces_of"]

_LETTERS: Final = 3
"""A tokenizer needs no more pieces than one for every three letters of a word: a bound from above
for English (usual words are one piece); our engineering default."""
_WORD: Final = re.compile(r"[^\W_]+|[^\w\s]")


def most_pieces_of(text: str) -> int:
    """Return how many pieces a tokenizer will make of a text at most, its end mark included."""
    return 1 + sum(math.ceil(len(word) / _LETTERS) for word in _WORD.findall(text))


def fits(text: str, rule: PromptRule) -> bool:
    """Tell whether a prompt keeps the limits of its dialect and of its backend."""
    dialect = dialect_words()[rule.dialect]
    short = dialect.words is None or len(text.split()) <= dialect.words
    return short and len(text) <= rule.most_characters and most_pieces_of(text) <= dialect.pieces
