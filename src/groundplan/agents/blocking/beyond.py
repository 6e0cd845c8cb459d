"""What no body can do, as checks: too heavy to carry, no legs to walk on, no wings to fly with."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.needs import NEEDS
from groundplan.agents.blocking.things import Thing
from groundplan.agents.blocking.trouble import Check, Trouble, article, is_fish
from groundplan.agents.blocking.verbs import movement_of
from groundplan.agents.spans import world_span
from groundplan.language.facts import ActionFact, Facts
from groundplan.world.finding import Finding

__all__ = ["within_strength"]

_LIFTING: Final = frozenset({
    "pick_up", "pick_up_with_both_hands", "lift", "raise_overhead", "carry", "hold", "throw",
    "carry_in_one_hand", "carry_on_shoulder", "hand_over", "catch", "drop",
})  # fmt: skip
_HEAVY_KG: Final = 150.0
"""More than this nobody carries: our engineering default."""
_DENSITY_KGPM3: Final[Mapping[str, float]] = {"vehicle": 120.0, "animal": 400.0, "prop": 150.0}
"""Mass of a thing over the volume of its box, hollows included: our engineering defaults."""
_LARGE_M: Final = 3.2
_ON_LAND: Final = frozenset({"walk", "run", "jump", "climb", "trot", "gallop"})
_FLYING_NOUNS: Final = frozenset({
    "superhero", "superman", "witch", "wizard", "angel", "fairy", "ghost", "dragon", "pegasus",
    "astronaut", "alien", "genie", "spirit", "unicorn", "griffin", "insect", "bee", "butterfly",
    "bat", "drone", "mosquito", "dragonfly", "ladybug", "moth", "fly",
})  # fmt: skip
"""What flies, though its body here has no wings."""


def within_strength(facts: Facts, things: Mapping[str, Thing]) -> tuple[Facts, tuple[Finding, ...]]:
    """Return the facts without what bodies have no strength or limbs for, and what is said."""
    findings: list[Finding] = []
    actions: list[ActionFact] = []
    dropped: set[str] = set()
    for action in facts.actions:
        trouble = None
        if not action.negated and action.agent in things:
            found = (check(action, things, facts) for check in _CHECKS)
            trouble = next((t for t in found if t is not None), None)
        if trouble is None:
            actions.append(action)
            continue
        findings.append(_finding(action, trouble))
        actions.append(trouble.action)
        if trouble.action is not action:
            dropped.add(action.object)
    if not findings:
        return facts, ()
    entities = tuple(replace(e, held_by="") if e.key in dropped else e for e in facts.entities)
    return replace(facts, actions=tuple(actions), entities=entities), tuple(findings)


def _too_heavy(action: ActionFact, things: Mapping[str, Thing], facts: Facts) -> Trouble | None:
    thing = things.get(action.object)
    if things[action.agent].kind != "character" or thing is None:
        return None
    if act_of(action, facts).name not in _LIFTING or thing.kind == "character":
        return None
    mass = _stated_kg(action.object, facts) or _estimated_kg(thing)
    if mass <= _HEAVY_KG and max(thing.size) <= _LARGE_M:
        return None
    what = f"{article(thing.noun)} {thing.noun}"
    why = f"{what} of about {mass:.0f} kg"
    if mass <= _HEAVY_KG:
        why = f"{what} of {max(thing.size):.2g} m"
    return Trouble(
        why=f"nobody lifts {why}", instead="the hands go to it and it stays where it is",
        action=replace(action, verb="touch", action="touch", goal=""), measured=round(mass, 1),
        expected=_HEAVY_KG, unit="kg", options=("say that it is pushed", "name something smaller"),
    )  # fmt: skip


def _stated_kg(key: str, facts: Facts) -> float | None:
    return next((q.value for q in facts.quantities if q.role == f"entity:{key}.mass"), None)


def _estimated_kg(thing: Thing) -> float:
    width, height, depth = thing.size
    return _DENSITY_KGPM3.get(thing.kind, 1000.0) * width * height * depth


def _no_legs(action: ActionFact, things: Mapping[str, Thing], _facts: Facts) -> Trouble | None:
    thing = things[action.agent]
    if not is_fish(thing) or not {action.verb, action.action} & _ON_LAND:
        return None
    return Trouble(
        why=f"{article(thing.noun)} {thing.noun} has no legs",
        instead="it goes the same way in its swimming motion",
        action=action, options=("say that it swims", "name an animal with legs"),
    )  # fmt: skip


def _no_wings(action: ActionFact, things: Mapping[str, Thing], _facts: Facts) -> Trouble | None:
    thing = things[action.agent]
    flies = movement_of(action.action, action.verb)
    if thing.kind not in {"animal", "character"} or action.action != "fly" or action.object:
        return None
    if flies.medium != "air" or _winged(thing) or thing.noun in _FLYING_NOUNS:
        return None
    return Trouble(
        why=f"{article(thing.noun)} {thing.noun} has no wings",
        instead="it goes through the air with its body as it stands",
        action=action, options=("say that it jumps", "let it ride in something that flies"),
    )  # fmt: skip


_CHECKS: Final[tuple[Check, ...]] = (_too_heavy, _no_legs, _no_wings, *NEEDS)


def _winged(thing: Thing) -> bool:
    return thing.species is not None and thing.species.winged


def _finding(action: ActionFact, trouble: Trouble) -> Finding:
    return Finding(
        code="motion.impossible", severity="warning",
        message=f'"{action.verb}": {trouble.why}; {trouble.instead}',
        paths=(f"narrative/actions/{action.key}",), measured=trouble.measured,
        expected=trouble.expected, unit=trouble.unit, span=world_span(action.span),
        options=trouble.options,
    )  # fmt: skip
