"""Stems of camera words ("pans", "panning", "pan" are one)."""

from functools import lru_cache
from typing import Final

__all__ = ["stem"]

_SPECIAL: Final = {
    "moving": "move", "moves": "move", "dollies": "dolly", "dollying": "dolly",
    "towards": "toward", "into": "into", "backwards": "backward", "forwards": "forward",
    "upwards": "upward", "downwards": "downward", "leftwards": "leftward",
    "rightwards": "rightward", "rose": "rise", "anticlockwise": "counterclockwise",
    "circling": "circle", "rotating": "rotate", "rising": "rise", "trucking": "truck",
    "zooming": "zoom", "gliding": "glide", "sliding": "slide", "craning": "crane",
    "arcing": "arc", "tracing": "trace", "shaking": "shake", "closer": "closer",
    "inwards": "inward", "outwards": "outward", "revolving": "revolve", "raising": "raise",
    "circulating": "circulate", "wobbling": "wobble", "booming": "boom", "driving": "drive",
    "hovering": "hover", "elevating": "elevate", "pedestaling": "pedestal",
    "pedestalling": "pedestal", "encircling": "encircle", "diving": "dive", "chasing": "chase",
    "lens": "lens", "remains": "remain", "stays": "stay", "holds": "hold", "holding": "hold",
    "unmoving": "unmoving", "moved": "move", "withdrawing": "withdraw", "descending": "descend",
    "ascending": "ascend", "motionless": "motionless", "hand-held": "handheld",
    "degrees": "degree", "goes": "go", "going": "go", "flies": "fly", "flying": "fly",
    "keeping": "keep", "advancing": "advance", "swirling": "swirl", "nearer": "closer",
    "jibs": "jib", "during": "during", "string": "string", "receding": "recede",
    "accompanying": "accompany", "accompanies": "accompany", "footage": "footage",
    "approaches": "approach", "pushes": "push", "pushing": "push", "pulls": "pull",
    "pulling": "pull", "approaching": "approach",
}  # fmt: skip
_KEPT: Final = frozenset(
    {"is", "his", "its", "this", "ls", "ms", "ws", "els", "ews", "focus", "canvas", "as", "always"}
)
_DOUBLED: Final = frozenset({"nn", "tt", "pp", "bb", "gg"})


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return the stem of a lower-case word; words that are no verb forms come back unchanged."""
    if word in _SPECIAL:
        return _SPECIAL[word]
    if word in _KEPT or len(word) <= len("ins"):
        return word
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and any(c in "aeiouy" for c in base):
            return base[:-1] if base[-2:] in _DOUBLED else base
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word
