"""What every graph is told, and what a graph is once it is built."""

from dataclasses import dataclass, field

from groundplan.shader.comfy.graph import Graph, Node

__all__ = ["Built", "Take"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """What every graph is told of a call."""

    size_px: tuple[int, int]
    """Width and height of what is made."""
    frame_count: int
    rate: float
    """Frames per second."""
    seed: int
    steps: int
    guidance: float
    shift: float
    prompt: str
    negative: str
    as_video: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A graph, the node that keeps its result, and the steps of each sampling node."""

    graph: Graph
    result: Node
    samplers: dict[str, int] = field(default_factory=dict[str, int])
