"""Stacks of opinions: pure rules about who wins, without a document."""

from functools import cache
from typing import Final

from groundplan.errors import EditError
from groundplan.world.opinion import LAYERS, Opinion, Origin, layer_rank, origin_rank

__all__ = ["check_layer", "recorded", "same_holder", "strength", "winner", "withdrawn"]

_PERSONAL: Final = ("director", "scratch")


@cache
def _rank(layer: str, origin: Origin) -> tuple[int, int]:
    return layer_rank(layer), origin_rank(origin)


def strength(opinion: Opinion) -> tuple[int, int]:
    """Return what decides between opinions: rank of the layer, then of the origin."""
    return _rank(opinion.layer, opinion.origin)


def same_holder(a: Opinion, b: Opinion) -> bool:
    """Return whether two opinions are one holder's, so that the later replaces the earlier."""
    return a.layer == b.layer and a.origin == b.origin and a.agent == b.agent


def recorded(stack: tuple[Opinion, ...], opinion: Opinion) -> tuple[Opinion, ...]:
    """Return the stack, strongest first, with an opinion put above its equals."""
    others = [held for held in stack if not same_holder(held, opinion)]
    rank = strength(opinion)
    place = next((i for i, held in enumerate(others) if strength(held) <= rank), len(others))
    others.insert(place, opinion)
    return tuple(others)


def withdrawn(
    stack: tuple[Opinion, ...], *, layer: str, origin: Origin, agent: str
) -> tuple[Opinion, ...]:
    """Return the stack without the opinions of a holder; an empty `agent` means any."""
    return tuple(
        held
        for held in stack
        if (held.layer, held.origin) != (layer, origin) or (agent and held.agent != agent)
    )


def winner(stack: tuple[Opinion, ...], *, shot: str = "") -> Opinion | None:
    """Return the opinion that decides: `shot:<id>` layers count inside that shot alone."""
    for held in stack:
        if not held.layer.startswith("shot:") or held.layer == f"shot:{shot}":
            return held
    return None


def check_layer(layer: str, origin: Origin) -> None:
    """Refuse a layer that does not exist, or that the origin may not write to.

    Raises:
        EditError: The layer is unknown, or a program writes to a person's layer, or the reverse.
    """
    name, _, shot = layer.partition(":")
    if name not in LAYERS or (name == "shot") != bool(shot):
        raise EditError(
            f"there is no layer {layer!r}", "use generated, shot:<id>, director or scratch"
        )
    if name in _PERSONAL and origin is not Origin.HUMAN:
        raise EditError(
            f"origin {origin.value} may not write to layer {layer}", "programs write to generated"
        )
    if name == "generated" and origin is Origin.HUMAN:
        raise EditError(
            "a person's edit may not go to layer generated",
            "use layer director, so that it outranks every program",
        )
