"""What hangs or sits high up over something: that other thing then comes below it, not it above."""

from collections.abc import Sequence
from dataclasses import replace

from groundplan.agents.blocking.links import Link

__all__ = ["propped"]


def propped(links: Sequence[Link]) -> tuple[Link, ...]:
    """Return the constraints; "a kite in a tree above a boy" puts the boy below the kite.

    The tree says where the kite is, so that only the boy's place is still free.
    """
    carried = {x.subject for x in links if x.relation in {"on", "inside"} and x.when != "end"}
    return tuple(
        replace(x, subject=x.object, object=x.subject, relation="below")
        if x.relation == "above" and x.subject in carried and x.object not in carried
        else x
        for x in links
    )
