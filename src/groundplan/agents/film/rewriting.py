"""A scene's edits as edits of the film: ids of its own, times behind what came before."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from groundplan.world.base import JsonData
from groundplan.world.edits import AddNode, Edit, Provenance, SetField
from groundplan.world.finding import Finding
from groundplan.world.ids import unique_name
from groundplan.world.narrative import Span
from groundplan.world.opinion import Origin

__all__ = ["Rewriter"]

_OWN_IDS: Final = frozenset({"tracks", "grips", "intents"})
_SHARED: Final = frozenset({"timebase", "film"})
"""What the film has once, as its first scene says it."""
_TIMES: Final[Mapping[str, frozenset[str]]] = {
    "shots": frozenset({"first", "last"}), "tracks": frozenset({"first", "last"}),
    "grips": frozenset({"first", "last"}), "narrative": frozenset({"start", "end"}),
}  # fmt: skip
_OF_THE_FILM: Final = {
    name: Provenance(origin=Origin.PLANNER, basis="derived") for name in ("scenes", "scene")
}
"""What a node has from its place among the scenes."""
_NUMBERED: Final = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriter:
    """How one scene becomes part of a film."""

    scene: str
    """Id of the scene."""
    source: str
    """Key of its text in `sources`."""
    text: str
    """Its own text, as written."""
    shift: int
    """When it begins [subframes]."""
    shots_before: int
    stars: frozenset[str]
    """Ids of who is in the film already: the scene's edits of them are left out."""
    names: dict[str, str] = field(default_factory=dict[str, str])
    """World ids by the names that are in use."""

    def edits(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """Return the edits as the film needs them."""
        return tuple(made for edit in edits for made in self._edit(edit))

    def finding(self, finding: Finding) -> Finding:
        """Return a finding whose paths and words are the film's."""
        return replace(
            finding,
            paths=tuple(self.path(path) or path for path in finding.paths),
            span=self._span(finding.span),
        )

    def path(self, path: str) -> str:
        """Return the film's path of a scene's; empty for what the film does not take over."""
        parts = path.split("/")
        head, below = parts[0], parts[1:]
        if head in _SHARED:
            return path if not self.shots_before else ""
        if head == "sources":
            parts[1] = self.source
        elif head == "shots" and below:
            parts[1] = self._shot(below[0])
        elif head in _OWN_IDS and below:
            parts[1] = f"{self.scene}_{below[0]}"
        elif head == "narrative" and below[:1] == ["setting"]:
            parts[1:1] = ["scenes", self.scene]
        elif head == "narrative" and len(below) > 1:
            parts[2] = f"{self.scene}_{below[1]}"
        return "/".join(parts)

    def _edit(self, edit: Edit) -> list[Edit]:
        path = self.path(edit.path)
        parts = edit.path.split("/")
        if not path or (parts[0] == "entities" and len(parts) > 1 and parts[1] in self.stars):
            return []
        if not isinstance(edit, (SetField, AddNode)):
            return [replace(edit, path=path)]
        value = self._value(tuple(parts), edit.value)
        made: Edit = replace(edit, path=path, value=value, span=self._span(edit.span))
        if isinstance(made, AddNode):
            held = {at: self._held(held) for at, held in made.overrides.items()}
            made = replace(made, overrides=held | (_OF_THE_FILM if len(parts) == 2 else {}))
        first = not self.shots_before and parts[:2] == ["narrative", "setting"]
        return [made, replace(made, path=edit.path)] if first else [made]

    def _held(self, held: Provenance) -> Provenance:
        return replace(held, span=self._span(held.span))

    def _span(self, span: Span | None) -> Span | None:
        return span if span is None else replace(span, source=self.source)

    def _shot(self, key: str) -> str:
        return f"s{int(key[1:]) + self.shots_before}" if key[1:].isdigit() else key

    def _value(self, at: tuple[str, ...], value: JsonData) -> JsonData:
        """Return a node's value at a path, with times, ids and words of the film."""
        if isinstance(value, dict):
            if set(value) == {"source", "start", "end"}:
                return {**value, "source": self.source}
            made = {name: self._value((*at, name), child) for name, child in value.items()}
            return self._node(at, made)
        if isinstance(value, int) and not isinstance(value, bool) and _is_time(at):
            return value + self.shift
        if isinstance(value, str):
            return self._word(at, value)
        return value

    def _node(self, at: tuple[str, ...], made: dict[str, JsonData]) -> JsonData:
        if len(at) != 2:
            return made
        if at[0] == "entities":
            return {**made, "name": self._name(at[1], str(made["name"])), "scenes": [self.scene]}
        if at[0] == "sources":
            return {**made, "kind": "script", "text": self.text}
        if at[0] == "shots":
            number = int(at[1][1:]) + self.shots_before
            named = {"name": f"SH{10 * number:03d}", "order": 10 * number}
            return {**made, **named, "scene": self.scene}
        return made

    def _name(self, entity: str, wanted: str) -> str:
        """Return the name that an entity has in the film; the same each time."""
        if self.names.setdefault(wanted, entity) == entity:
            return wanted
        own = [name for name, holder in self.names.items() if holder == entity]
        name = own[0] if own else unique_name(_NUMBERED.sub("", wanted), self.names)
        self.names[name] = entity
        return name

    def _word(self, at: tuple[str, ...], value: str) -> str:
        if at[0] == "intents" and at[-1] == "shot":
            return self._shot(value)
        if at[:2] == ("narrative", "quantities") and at[-1] == "path" and value:
            return self.path(value)
        return value


def _is_time(at: tuple[str, ...]) -> bool:
    """Tell whether a path names a time [subframes]."""
    if at[-1] == "t" and at[-3:-2] == ("keys",):
        return True
    depth = 4 if at[0] == "narrative" else 3
    return len(at) == depth and at[-1] in _TIMES.get(at[0], frozenset())
