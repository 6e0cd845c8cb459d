"""How close two come who do something with each other: closer than bodies are else put down."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.partners import partner_of
from groundplan.agents.blocking.things import Route, Spot, Thing, ground_distance
from groundplan.language.facts import Facts

__all__ = ["embraced"]

_APART: Final[Mapping[str, float]] = MappingProxyType(
    {
        "hug": 0.21, "kiss": 0.23, "dance_together": 0.26, "whisper": 0.3, "comfort": 0.36,
        "fight": 0.41, "punch": 0.41, "slap": 0.41, "hand_over": 0.55, "shake_hands": 0.55,
        "high_five": 0.53,
    }
)  # fmt: skip
"""Distance between centres over the mean standing height: what the arms of both reach."""


def embraced(
    facts: Facts, things: Mapping[str, Thing], spots: Mapping[str, Spot], *, routes: Sequence[Route]
) -> dict[str, Spot]:
    """Return the spots, of people who stand still and touch each other as close as they need."""
    moved = dict(spots)
    going = {route.mover for route in routes}
    for action in facts.actions:
        pair = (action.agent, partner_of(action, facts))
        share = _APART.get(act_of(action, facts).name)
        if share is None or action.negated or pair[0] == pair[1] or going & set(pair):
            continue
        if not all(
            k in things and things[k].kind == "character" and things[k].count == 1
            and not moved[k].parent
            for k in pair
        ):  # fmt: skip
            continue
        mine, theirs = (moved[k].position for k in pair)
        now = ground_distance(mine, theirs)
        wanted = share * 0.5 * (things[pair[0]].size[1] + things[pair[1]].size[1])
        if now <= wanted:
            continue
        step = (now - wanted) / now
        place = (
            mine[0] + step * (theirs[0] - mine[0]), mine[1], mine[2] + step * (theirs[2] - mine[2])
        )  # fmt: skip
        moved[pair[0]] = replace(moved[pair[0]], position=place)
    return moved
