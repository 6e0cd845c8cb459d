"""Whose word an edit is: what rests on the words of a language model is signed `llm`.

Roles write what they read as the planner's; which of the facts a model said stands in the facts. A
number keeps its own, stronger origin, and what is derived or guessed stays the planner's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from groundplan.agents.cast_list import cast_list
from groundplan.agents.port import WorldView
from groundplan.agents.spans import world_span
from groundplan.language.facts import Facts, ModelSaid
from groundplan.world.edits import AddNode, Edit, Provenance, SetField
from groundplan.world.narrative import Span
from groundplan.world.opinion import Origin

__all__ = ["signed"]


def signed(edits: tuple[Edit, ...], view: WorldView, facts: Facts) -> tuple[Edit, ...]:
    """Return the edits of a role, those that rest on what a model said in its name."""
    said = facts.model_said
    if said is None:
        return edits
    voice = _Voice(
        keys=said.keys,
        spans=frozenset(world_span(span) for span in said.spans),
        bodies=_bodies(view, facts, said),
    )
    return tuple(voice.signed(edit) for edit in edits)


def _bodies(view: WorldView, facts: Facts, said: ModelSaid) -> dict[str, str]:
    """Return the fact's key for every entity id that the model says something of."""
    spoken = {key.partition(".")[0] for key in said.keys}
    return {
        view.entity(key): member.fact.key
        for member in cast_list(facts).members
        if member.fact.key in spoken
        for key in member.keys
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """What a model said, by path and by words."""

    keys: frozenset[str]
    spans: frozenset[Span]
    bodies: Mapping[str, str]

    def signed(self, edit: Edit) -> Edit:
        if not isinstance(edit, SetField | AddNode):
            return edit
        owned = self._owns(edit.path)
        if self._speaks(edit, owned=owned):
            edit = replace(edit, origin=Origin.LLM)
        if not isinstance(edit, AddNode):
            return edit
        others = {
            below: replace(held, origin=Origin.LLM) if self._speaks(held, owned=owned) else held
            for below, held in edit.overrides.items()
        }
        return replace(edit, overrides=others | self._attributes(edit))

    def _owns(self, path: str) -> bool:
        """Return whether the model named the thing, action or relation that a path is about."""
        kind, _, rest = path.partition("/")
        first, _, below = rest.partition("/")
        if kind == "entities":
            return self.bodies.get(first, "") in self.keys
        return kind == "narrative" and below.partition("/")[0] in self.keys

    def _speaks(self, held: SetField | AddNode | Provenance, *, owned: bool) -> bool:
        if held.basis != "extracted" or held.origin not in {Origin.PLANNER, Origin.VOCABULARY}:
            return False
        return owned or held.span in self.spans

    def _attributes(self, edit: AddNode) -> dict[str, Provenance]:
        """Return provenance for the attributes that the model adds to somebody else's entity."""
        kind, _, identity = edit.path.partition("/")
        key = self.bodies.get(identity, "") if kind == "entities" else ""
        if not key or key in self.keys or not isinstance(edit.value, dict):
            return {}
        attributes = edit.value.get("attributes")
        return {
            f"attributes/{name}": Provenance(
                origin=Origin.LLM, basis="extracted", layer=edit.layer, span=edit.span
            )
            for name in (attributes if isinstance(attributes, dict) else {})
            if f"{key}.{name}" in self.keys
        }
