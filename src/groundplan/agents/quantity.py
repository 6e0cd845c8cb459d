"""Role 2, quantity: records every number in the text and the field that it goes to."""

import math
from typing import Final

from groundplan.agents.blocking.terrain_words import rise_of
from groundplan.agents.blocking.turn_words import is_turn
from groundplan.agents.bodies import is_person
from groundplan.agents.cast_list import PLACE
from groundplan.agents.people import stated_measure
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.quantity_conflicts import quantity_conflicts
from groundplan.agents.shot_facts import camera_key, shot_index, shot_key
from groundplan.agents.spans import world_span
from groundplan.language.facts import Facts, QuantityFact
from groundplan.world.build import PatchBuilder
from groundplan.world.finding import Finding
from groundplan.world.narrative import QuantityRecord
from groundplan.world.opinion import Origin

__all__ = ["QuantityAgent", "path_of_role"]

_CAMERA: Final = {
    "rig": "rig/arm_m",
    "focal": "camera/focal_mm", "aperture": "camera/fstop", "iso": "camera/iso",
    "shutter": "camera/shutter_angle_rad", "focus": "camera/focus_m", "roll": "aim/roll_rad",
    "distance": "channels/transform.position_m", "height": "transform/position_m",
    "speed": "channels/transform.position_m", "duration": "channels/transform.position_m",
    "sensor": "camera/sensor_width_mm",
}  # fmt: skip
_LIGHT: Final = {
    "temperature": "temperature_k", "illuminance": "illuminance_lx", "elevation": "elevation_rad",
    "luminous_flux": "luminous_flux_lm",
}  # fmt: skip
_MOVED: Final = {"distance": "transform.position_m", "angle": "transform.rotation"}
"""The channel of an action's agent that has a length or an angle of it."""
_OF_ACTIONS: Final = {"speed": "speed_mps", "start": "start"}
_OF_PEOPLE: Final = {"height": "height_m", "size": "height_m", "age": "age_years"}
_UNUSED: Final = frozenset({
    ("entity", "mass"), ("action", "times"), ("action", "steps"), ("action", "height"),
    ("light", "luminance"), ("setting", "date"),
})  # fmt: skip
"""What is read, and what no role makes anything of yet."""
_FILL: Final = frozenset({"ratio", "stops"})
"""What sets how strong the sky fills what the sun lights."""
_FORMAT: Final = {"fps": "timebase/fps_num", "aspect": "film/width_px"}


def path_of_role(view: WorldView, quantity: QuantityFact, *, facts: Facts) -> str:
    """Return the world path that a quantity's role stands for; empty when there is none."""
    owner, _, name = quantity.role.partition(".")
    kind, _, key = owner.partition(":")
    light = "sky" if name in _FILL else "sun"
    shot = shot_index(facts, quantity.span)
    camera = view.entity(camera_key(shot))
    paths = {
        "camera": f"entities/{camera}/{_CAMERA.get(name, 'camera')}",
        "shot": f"shots/{shot_key(shot)}/last" if name == "duration" else _FORMAT.get(name, ""),
        "action": _action_path(view, key, name=name, facts=facts),
        "relation": f"narrative/relations/{key}/distance_m",
        "entity": _entity_path(view, key, name=name, facts=facts),
        "comparison": _compared_path(view, key, name=name, facts=facts),
        "setting": f"entities/{view.entity('sun')}/light/illuminance_lx"
        if name == "time"
        else f"entities/{view.entity(PLACE)}/size_m",
        "light": f"entities/{view.entity(light)}/light/{_LIGHT.get(name, 'illuminance_lx')}",
    }
    keyed = kind in {"action", "relation", "entity"}
    lost = (keyed and not key) or (kind, name) in _UNUSED
    return "" if lost else paths.get(kind, "")


def _compared_path(view: WorldView, key: str, *, name: str, facts: Facts) -> str:
    """Return where a comparison shows: in what it makes of a stated size; empty without one."""
    subject = key.partition(",")[0]
    known = stated_measure(facts, subject, (name,)) is not None
    return _entity_path(view, subject, name=name, facts=facts) if known else ""


def _entity_path(view: WorldView, key: str, *, name: str, facts: Facts) -> str:
    """Return where a thing's number shows: in the body of a person, else in the size."""
    fact = next((entity for entity in facts.entities if entity.key == key), None)
    if fact is not None and is_person(fact) and name in _OF_PEOPLE:
        return f"entities/{view.entity(key)}/body/{_OF_PEOPLE[name]}"
    return "" if name == "age" else f"entities/{view.entity(key)}/size_m"


def _action_path(view: WorldView, key: str, *, name: str, facts: Facts) -> str:
    """Return where an action's number shows: a length in how its agent moves."""
    channel = _MOVED.get(name)
    action = next((action for action in facts.actions if action.key == key), None)
    if name == "angle" and (action is None or not is_turn(action)):
        return ""
    if channel and action is not None and action.agent:
        return f"entities/{view.entity(action.agent)}/channels/{channel}"
    return f"narrative/actions/{key}/{_OF_ACTIONS.get(name, 'end')}"


class QuantityAgent:
    """Lists quantities; those that nothing claimed, or that contradict, become findings."""

    name = "quantity"
    territory = ("narrative/quantities",)

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return a record per quantity."""
        builder = PatchBuilder(
            view.world, actor="agent:quantity", summary="list the quantities",
            origin=Origin.QUANTITY, basis="extracted",
        )  # fmt: skip
        findings: list[Finding] = [*quantity_conflicts(facts)]
        rise = rise_of(facts)
        for fact in facts.quantities:
            if not math.isfinite(fact.value):
                findings.append(_not_a_number(fact))
                continue
            path = path_of_role(view, fact, facts=facts)
            if fact.unit in {"rad", "1"} and rise is not None and rise.stated:
                path = path or f"entities/{view.entity('ground')}/terrain/grade_rad"
            if not path:
                findings.append(_unclaimed(fact))
            for key, value in _values(fact).items():
                builder.add_node(
                    f"narrative/quantities/{key}",
                    QuantityRecord(
                        text=fact.text, value=value, unit=fact.unit, path=path,
                        span=world_span(fact.span),
                    ),
                    span=world_span(fact.span),
                )  # fmt: skip
        return Proposal(edits=builder.patch().edits, findings=tuple(findings))


def _values(fact: QuantityFact) -> dict[str, float]:
    """Return the numbers of a quantity by key: both ends of "from 6 m to 3 m"."""
    values = {fact.key: fact.value}
    if fact.end_value is not None and math.isfinite(fact.end_value):
        values[f"{fact.key}_end"] = fact.end_value
    return values


def _unclaimed(fact: QuantityFact) -> Finding:
    return Finding(
        code="quantity.unclaimed",
        severity="warning",
        message=f'"{fact.text}" ({fact.value:g} {fact.unit}) was read and set nothing',
        paths=(f"narrative/quantities/{fact.key}/path",),
        measured=fact.value,
        unit=fact.unit,
        span=world_span(fact.span),
        options=("say what it measures", "leave it out"),
    )


def _not_a_number(fact: QuantityFact) -> Finding:
    return Finding(
        code="quantity.not-finite",
        severity="error",
        message=f'"{fact.text[:60]}" is not a finite number, so it is not used',
        span=world_span(fact.span),
        options=("state a finite number",),
    )
