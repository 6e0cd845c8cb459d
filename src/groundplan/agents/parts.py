"""Parts that are opened and closed, as channels of the things that have them."""

from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.timing import Clock
from groundplan.agents.port import WorldView
from groundplan.world.build import PatchBuilder
from groundplan.world.channel import Channel, Key

__all__ = ["add_openings"]


def add_openings(
    builder: PatchBuilder, view: WorldView, blocking: Blocking, *, clock: Clock
) -> None:
    """Write `parts.…` channels: how far each part is open over time."""
    rows: dict[tuple[str, str], dict[int, float]] = {}
    for opening in blocking.openings:
        keys = rows.setdefault((opening.thing, opening.joint), {})
        for seconds, share in opening.keys:
            keys[clock.subframes(seconds)] = share
    for (thing, joint), found in rows.items():
        keys = {f"k{i}": Key(t=t, v=found[t], interp="bezier") for i, t in enumerate(sorted(found))}
        builder.add_node(
            f"entities/{view.entity(thing)}/channels/parts.{joint}",
            Channel(type="float", unit="1", keys=keys), basis="derived",
        )  # fmt: skip
