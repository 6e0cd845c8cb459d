"""ComfyUI's API format, built node by node: what `POST /prompt` takes."""

from dataclasses import dataclass
from typing import Literal

from groundplan.world.base import JsonData

__all__ = ["Graph", "Link", "Node", "Part", "Value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An output of a node."""

    node: str
    slot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A clip or picture of the call, by name; a server's name of the file takes its place."""

    kind: Literal["$clip", "$picture"]
    name: str


Value = str | int | float | bool | Link | Part
"""A widget's value, or what an input is wired to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node that stands in a graph."""

    key: str

    def out(self, slot: int = 0) -> Link:
        """Return its output `slot`, counted from the top."""
        return Link(node=self.key, slot=slot)


class Graph:
    """Nodes by number, in the order in which they are added; later ones read earlier ones.

    Source:
        ComfyUI, `execution.py`, validate_inputs: `{id: {class_type, inputs}}`, a link is
        `[id, slot]`.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._nodes: dict[str, dict[str, JsonData]] = {}

    def add(self, kind: str, **inputs: Value) -> Node:
        """Add a node of class `kind`."""
        return self.place(kind, inputs)

    def place(self, kind: str, inputs: dict[str, Value]) -> Node:
        """Add a node whose inputs have names that Python can't spell (`format.codec`)."""
        key = str(len(self._nodes) + 1)
        self._nodes[key] = {
            "class_type": kind,
            "inputs": {name: _plain(value) for name, value in inputs.items()},
        }
        return Node(key=key)

    def api(self) -> dict[str, JsonData]:
        """Return the graph as it is sent."""
        return dict(self._nodes)


def _plain(value: Value) -> JsonData:
    if isinstance(value, Part):
        return {value.kind: value.name}
    return [value.node, value.slot] if isinstance(value, Link) else value
