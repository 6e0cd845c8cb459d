"""Which species are drawn with a baked animal: its shape, and the colours of its coat.

A species whose `shape` is more than a base is *derived*: the base's body in other proportions, made
by eye. Colours are sRGB, our engineering defaults where they are not the model's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from groundplan.assets.proportions import Shape

__all__ = ["LOOKS", "Look"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A body and a coat."""

    shape: Shape
    color: str
    """Of the region `main`."""
    coat: tuple[tuple[str, str], ...] = ()
    """Of regions that differ from the base's."""
    without: tuple[str, ...] = ()
    """Regions of the base that it lacks."""
    patches: tuple[tuple[str, str], ...] = ()
    """Regions of the body with a colour of their own."""
    pattern: Literal["plain", "stripes", "noise"] = "plain"


def _own(base: str, color: str) -> Look:
    return Look(shape=Shape(base=base), color=color)


_DOG: Final = Look(
    shape=Shape(base="husky", trunk=(0.94, 0.94, 1.0), ears=(1.0, 0.8, 1.0)),
    color="#8f6238", coat=(("light", "#c49a66"),),
)  # fmt: skip
_CAT: Final = Look(
    shape=Shape(
        base="fox", trunk=(1.0, 1.0, 0.84), head=(1.25, 1.25, 1.2), ears=(0.9, 0.72, 0.9),
        snout=(1.0, 1.0, 0.6), round_head=0.8, legs=(0.95, 0.92, 0.95), tail=(0.42, 0.42, 0.95),
        neck=(0.9, 0.9, 0.95), turns=(("neck", -0.45), ("neckUpper", -0.25), ("head", 0.6)),
    ),
    color="#7b7068", coat=(("light", "#cfc8bf"), ("dark", "#cfc8bf")),
)  # fmt: skip
_LION: Final = Look(
    shape=Shape(
        base="wolf", trunk=(1.05, 1.05, 1.08), head=(1.15, 1.1, 1.0), ears=(0.8, 0.5, 0.8),
        snout=(1.35, 1.25, 0.62), legs=(1.25, 0.9, 1.2), feet=(1.3, 1.1, 1.25),
        tail=(0.4, 0.4, 1.0), neck=(0.9, 0.9, 0.9), round_head=0.35,
    ),
    color="#b98f52", coat=(("light", "#d8bd8c"), ("nose", "#6b4a3a")),
)  # fmt: skip
_BEAR: Final = Look(
    shape=Shape(
        base="wolf", trunk=(1.55, 1.3, 1.0), head=(1.25, 1.15, 1.05), ears=(0.85, 0.45, 0.9),
        snout=(1.1, 1.1, 0.8), legs=(1.75, 0.85, 1.6), feet=(1.6, 1.2, 1.4),
        tail=(0.5, 0.5, 0.15), neck=(1.3, 1.3, 0.9),
    ),
    color="#5a3d28", coat=(("light", "#6d4d34"),),
)  # fmt: skip
_PIG: Final = Look(
    shape=Shape(
        base="cow", trunk=(1.12, 0.98, 0.82), legs=(1.15, 0.42, 1.0), feet=(1.0, 0.7, 1.0),
        head=(1.15, 1.05, 1.0), snout=(1.3, 1.05, 1.3), tail=(0.6, 0.2, 0.4),
        neck=(1.45, 0.95, 0.5), ears=(1.3, 1.5, 1.3), belly=(0.3, 0.1, 0.3),
        turns=(("neckMiddle", 0.1), ("head", -0.4)),
    ),
    color="#d9a59a", coat=(("light", "#dcab9f"), ("muzzle", "#d39c91"), ("hoof", "#7a6057")),
    without=("horn",),
)  # fmt: skip
_GOAT: Final = Look(
    shape=Shape(
        base="cow", trunk=(0.82, 0.8, 0.78), legs=(0.85, 0.95, 0.85), feet=(0.85, 1.0, 0.85),
        head=(0.8, 0.85, 0.72), snout=(0.75, 0.8, 0.95), tail=(0.8, 0.22, 0.6),
        neck=(0.62, 0.8, 0.95), belly=(0.4, 0.15, 0.4),
        turns=(("neck", -0.75), ("neckUpper", -0.1), ("head", 0.75)),
    ),
    color="#a8977c", coat=(("light", "#ded6c6"), ("muzzle", "#8f7a68"), ("horn", "#5b5248")),
)  # fmt: skip
_SHEEP: Final = Look(
    shape=Shape(
        base="alpaca", trunk=(1.5, 1.25, 0.95), neck=(1.35, 0.3, 1.2), legs=(0.8, 0.62, 0.8),
        head=(1.0, 0.9, 1.0), ears=(1.3, 0.6, 1.3), snout=(1.15, 1.2, 0.95),
        turns=(("neck", 0.5), ("head", -0.3)),
    ),
    color="#e3dccd", coat=(("light", "#e3dccd"), ("dark", "#3a332e")),
)  # fmt: skip
_HORSE: Final = _own("horse", "#7a5532")
_ZEBRA: Final = Look(
    shape=Shape(base="horse", legs=(1.0, 0.88, 1.0), head=(0.98, 0.98, 0.95),
                neck=(1.05, 0.9, 0.95)),
    color="#e9e6e0",
    pattern="stripes",
    coat=(("light", "#e9e6e0"), ("dark", "#e9e6e0"), ("hair", "#1f1e1d"), ("muzzle", "#2b2724")),
)  # fmt: skip
_ALPACA: Final = _own("alpaca", "#7a5f3d")

LOOKS: Final[Mapping[str, Look]] = MappingProxyType(
    {
        "alpaca": _ALPACA,
        "bull": _own("bull", "#2d2d2d"),
        "cow": _own("cow", "#865c2d"),
        "deer": _own("deer", "#946345"),
        "donkey": _own("donkey", "#777a78"),
        "fox": _own("fox", "#b57443"),
        "horse": _HORSE,
        "husky": _own("husky", "#484946"),
        "shiba": _own("shibainu", "#986f3c"),
        "stag": _own("stag", "#866845"),
        "wolf": _own("wolf", "#767871"),
        "dog": _DOG,
        "labrador": replace(_DOG, color="#d8bd8e", coat=(("light", "#e3cea6"),)),
        "puppy": replace(
            _DOG,
            shape=replace(_DOG.shape, head=(1.55, 1.5, 1.4), legs=(1.15, 0.68, 1.1),
                          snout=(1.0, 1.0, 0.7), round_head=0.3, tail=(1.0, 1.0, 0.8)),
        ),
        "corgi": Look(
            shape=Shape(base="shibainu", legs=(1.1, 0.5, 1.1), trunk=(1.1, 1.0, 1.15),
                        ears=(1.2, 1.2, 1.2), tail=(0.6, 0.6, 0.3)),
            color="#b0773f",
        ),
        "coyote": Look(shape=Shape(base="wolf", trunk=(0.9, 0.92, 0.95)), color="#9a8566"),
        "cat": _CAT,
        "kitten": replace(
            _CAT, shape=replace(_CAT.shape, head=(1.6, 1.6, 1.5), legs=(1.1, 0.7, 1.1),
                                ears=(0.9, 0.8, 0.9), tail=(0.4, 0.4, 0.7))
        ),
        "rabbit": Look(
            shape=Shape(
                base="fox", trunk=(1.6, 1.55, 0.72), head=(1.5, 1.4, 1.25), ears=(0.7, 3.9, 1.0),
                snout=(1.15, 1.2, 0.6), round_head=0.65, legs=(1.4, 0.56, 0.9),
                feet=(1.4, 0.8, 1.6), tail=(1.3, 1.3, 0.16), neck=(1.25, 1.0, 0.45),
                turns=(("neck", -0.55), ("head", 0.55), ("leftEar1", -0.25), ("rightEar1", -0.25)),
            ),
            color="#a3927d", coat=(("light", "#e0d6c8"), ("dark", "#8f7f6b")),
        ),
        "raccoon": Look(
            shape=Shape(
                base="fox", trunk=(1.4, 1.3, 0.9), head=(1.25, 1.15, 1.1), ears=(0.8, 0.6, 0.8),
                snout=(1.0, 1.0, 0.8), legs=(1.15, 0.7, 1.1), tail=(0.85, 0.85, 0.75),
                round_head=0.25,
            ),
            color="#6f6a66", coat=(("light", "#c9c3ba"), ("dark", "#3b3734")),
        ),
        "squirrel": Look(
            shape=Shape(
                base="fox", trunk=(1.15, 1.15, 0.8), head=(1.25, 1.2, 1.15), ears=(0.7, 0.7, 0.7),
                snout=(1.0, 1.0, 0.65), round_head=0.5, legs=(1.1, 0.65, 1.1),
                tail=(1.25, 1.25, 1.1), neck=(1.0, 0.9, 0.7), turns=(("tail1", 1.9),),
            ),
            color="#9a5a2e", coat=(("light", "#e2d0b8"), ("dark", "#8a5029")),
        ),
        "lioness": _LION,
        "lion": replace(
            _LION, shape=replace(_LION.shape, mane=0.11), patches=(("mane", "#6d4523"),)
        ),
        "tiger": replace(_LION, pattern="stripes", color="#cf8235",
                         coat=(("light", "#efe3cf"), ("nose", "#6b4a3a"))),
        "leopard": replace(_LION, pattern="noise", color="#c99c55",
                           coat=(("light", "#e6d3ac"), ("nose", "#4a3a30")),
                           shape=replace(_LION.shape, trunk=(0.95, 0.95, 1.15))),
        "bear": _BEAR,
        "polar_bear": replace(
            _BEAR, color="#e8e4d8", coat=(("light", "#efece2"),),
            shape=replace(_BEAR.shape, neck=(1.2, 1.2, 1.15)),
        ),
        "horse_white": _own("horse_white", "#b2b2a3"),
        "pony": Look(
            shape=Shape(base="horse", legs=(1.1, 0.78, 1.1), trunk=(1.1, 1.0, 0.95),
                        neck=(1.1, 0.9, 0.9)),
            color="#8a6238",
        ),
        "foal": Look(
            shape=Shape(base="horse", legs=(0.95, 1.18, 0.95), trunk=(0.9, 0.85, 0.75),
                        head=(1.05, 1.05, 0.92), neck=(0.9, 0.8, 0.8), tail=(0.7, 0.6, 0.7)),
            color="#865d38",
        ),
        "zebra": _ZEBRA,
        "calf": Look(
            shape=Shape(base="cow", legs=(0.95, 1.15, 0.95), trunk=(0.85, 0.85, 0.8),
                        head=(1.1, 1.1, 0.98), neck=(0.9, 0.9, 0.85), belly=(0.3, 0.3, 0.3)),
            color="#865c2d", without=("horn",),
        ),
        "buffalo": Look(
            shape=Shape(base="bull", bumps=((0.95, 0.16, 0.35),), legs=(1.0, 0.9, 1.0)),
            color="#4a3426", coat=(("light", "#3a291e"),),
        ),
        "pig": _PIG,
        "goat": _GOAT,
        "sheep": _SHEEP,
        "lamb": replace(
            _SHEEP, shape=replace(_SHEEP.shape, legs=(1.0, 0.95, 1.0), head=(1.25, 1.2, 1.15),
                                  trunk=(1.1, 0.95, 0.85)),
        ),
        "llama": Look(
            shape=Shape(base="alpaca", neck=(0.9, 1.05, 0.9), legs=(1.0, 1.1, 1.0)),
            color="#d8cbb4", coat=(("light", "#e5dccb"), ("dark", "#8a7358")),
        ),
        "camel": Look(
            shape=Shape(base="alpaca", bumps=((0.45, 0.4, 0.14),), neck=(0.75, 0.95, 0.9),
                        turns=(("neck", 0.75), ("neckUpper", -0.45), ("head", -0.25)),
                        legs=(0.85, 1.2, 0.85), head=(0.9, 0.9, 1.1), ears=(0.7, 0.4, 0.7)),
            color="#b8935f", coat=(("light", "#c2a06e"), ("dark", "#8a6a42")),
        ),
        "giraffe": Look(
            shape=Shape(base="deer", neck=(1.2, 3.3, 1.3), legs=(1.15, 1.5, 1.15),
                        trunk=(1.0, 1.0, 0.9), ears=(0.7, 0.6, 0.7)),
            pattern="noise", color="#c79a55", coat=(("light", "#e2cfa6"), ("dark", "#8a6238")),
        ),
        "moose": Look(
            shape=Shape(base="stag", trunk=(1.15, 1.05, 0.95), neck=(1.2, 0.8, 1.0),
                        snout=(1.3, 1.2, 1.15), legs=(1.1, 1.1, 1.1)),
            color="#4f3b2b", coat=(("light", "#7a6650"),),
        ),
        "reindeer": Look(
            shape=Shape(base="stag", legs=(1.05, 0.85, 1.05), trunk=(1.1, 1.05, 1.0)),
            color="#7c6b58", coat=(("light", "#d8d0c2"),),
        ),
    }
)  # fmt: skip
"""By species id."""
