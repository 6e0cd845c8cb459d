"""Constraints that actions imply: the way's two ends, and who must be within reach of whom."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.partners import partner_of
from groundplan.agents.blocking.routes import desired_length
from groundplan.agents.blocking.things import Spot, Thing
from groundplan.agents.blocking.verbs import movement_of
from groundplan.agents.spans import world_span
from groundplan.language.facts import ActionFact, Facts
from groundplan.world.finding import Finding

__all__ = ["interaction_links", "travel_links"]

_AIR_M = 0.6


def travel_links(
    facts: Facts, legs: Sequence[Leg], links: Sequence[Link], *, things: Mapping[str, Thing]
) -> tuple[tuple[Link, ...], tuple[Finding, ...]]:
    """Return where the goal of each way stands relative to its source, and what clashes."""
    actions = {action.key: action for action in facts.actions}
    made: list[Link] = []
    findings: list[Finding] = []
    for leg in legs:
        if not (leg.source and leg.goal) or leg.source == leg.goal or leg.action not in actions:
            continue
        pair = {leg.source, leg.goal}
        if any({x.subject, x.object} == pair for x in made):
            continue
        stated = next((x for x in links if {x.subject, x.object} == pair), None)
        action = actions[leg.action]
        if stated is None:
            made.append(_ends(leg, action, things))
        elif leg.slot.distance_m is not None:
            made.append(_with_distance(leg, action, stated, findings=findings))
    return tuple(made), tuple(findings)


def _ends(leg: Leg, action: ActionFact, things: Mapping[str, Thing]) -> Link:
    a, b = things[leg.source], things[leg.goal]
    distance = leg.slot.distance_m
    if distance is None:
        least = a.half[0] + b.half[0] + _AIR_M
        distance = max(least, desired_length(leg, things[leg.mover]))
    return Link(
        key="", subject=leg.goal, object=leg.source, span=action.span, distance_m=distance,
        relation="left_of" if leg.direction == "left" else "right_of",
    )  # fmt: skip


def _with_distance(leg: Leg, action: ActionFact, stated: Link, *, findings: list[Finding]) -> Link:
    length = leg.slot.distance_m
    if stated.distance_m is None or math.isclose(stated.distance_m, length or 0.0, abs_tol=1e-3):
        return replace(stated, distance_m=length)
    kept = stated.distance_m if stated.span.start <= action.span.start else length
    findings.append(
        Finding(
            code="layout.contradiction",
            severity="error",
            message=(
                f"the way's ends are {stated.distance_m:g} m apart and its length is {length:g} m; "
                f"{kept:g} m is kept"
            ),
            paths=(f"narrative/relations/{stated.key}", f"narrative/actions/{action.key}"),
            measured=length,
            expected=stated.distance_m,
            unit="m",
            span=world_span(action.span),
            options=(f"drop {stated.distance_m:g} m", f"drop {length:g} m"),
        )
    )
    return replace(stated, distance_m=kept)


def _comes_first(pair: set[str], action: ActionFact, facts: Facts) -> bool:
    """Tell whether one of two comes to where they do something, instead of being there."""
    return any(
        other.agent in pair and other.order < action.order and other.goal
        and movement_of(other.action, other.verb).travels and not other.negated
        for other in facts.actions
    )  # fmt: skip


def interaction_links(
    facts: Facts, things: Mapping[str, Thing], links: Sequence[Link], *, held: Mapping[str, Spot]
) -> tuple[Link, ...]:
    """Return `next_to` for those who do something with each other and are not placed otherwise."""
    tied = [{x.subject, x.object} for x in links]
    under = {x.subject: x.object for x in links if x.relation == "on"}
    made: list[Link] = []
    for action in facts.actions:
        agent, other = action.agent, partner_of(action, facts)
        if action.negated or agent not in things or other not in things or agent == other:
            continue
        if _comes_first({agent, other}, action, facts):
            continue
        movement = movement_of(action.action, action.verb)
        table = under.get(other, "")
        alive = things[agent].kind in {"character", "animal"}
        if alive and table in things and movement.near == "touch" and things[table].kind == "prop":
            # What lies on a table is reached over its long side, facing the camera.
            made.append(
                Link(key="", subject=agent, relation="behind", object=table, span=action.span)
            )
            continue
        pair = {agent, other}
        if agent in held or other in held or pair in tied or things[other].flat:
            continue
        if not alive and table and under.get(agent) == table:
            continue
        if movement.near or (action.companion and not movement.travels):
            tied.append(pair)
            relation = "on" if movement.near == "on" and things[other].kind != "character" else ""
            made.append(
                Link(
                    key="", subject=agent if relation else other, relation=relation or "next_to",
                    object=other if relation else agent, span=action.span,
                )
            )  # fmt: skip
    return tuple(made)
