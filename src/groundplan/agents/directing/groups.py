"""Single bodies out of a group: "the left man" of "two men" gets a fact of his own.

The bodies keep their ids, because those follow from the keys (`e1`, `e1#2`) that they had.
"""

from collections.abc import Sequence
from dataclasses import replace

from groundplan.agents.directing.revisions import put, revised, with_field
from groundplan.agents.directing.scene import Body, Scene
from groundplan.world.narrative import Revision

__all__ = ["singled"]


def singled(scene: Scene, bodies: Sequence[Body]) -> tuple[tuple[Revision, ...], tuple[Body, ...]]:
    """Return what makes facts of single bodies, done in the scene already, and the bodies by them.

    Bodies that are all of their group stay a group.
    """
    revisions: list[Revision] = []
    for body in bodies:
        fact = body.fact
        same = [b for b in bodies if b.key == body.key]
        if fact is None or fact.count <= len(same) or fact.count == 1:
            continue
        own = _apart(scene, body)
        scene.story = replace(scene.story, facts=revised(scene.facts, own))
        revisions += own
    fresh = {b.entity: b for b in scene.bodies()}
    return tuple(revisions), tuple(fresh.get(b.entity, b) for b in bodies)


def _apart(scene: Scene, body: Body) -> list[Revision]:
    """Return the revisions that make one fact per body of a group, each doing what all did."""
    fact = next((e for e in scene.facts.entities if e.key == body.key), None)
    if fact is None or fact.count == 1:
        return []
    revisions = [with_field(f"entities/{fact.key}/count", 1)]
    colours = [a for a in fact.attributes if a.name == "color" and not a.of_part]
    own = len(colours) == fact.count
    for number in range(fact.count):
        key = fact.key if number == 0 else f"{fact.key}#{number + 1}"
        attributes = tuple(
            a for a in fact.attributes if not own or a not in colours or a is colours[number]
        )
        single = replace(fact, key=key, count=1, count_guessed=False, attributes=attributes)
        revisions.append(put(f"entities/{key}", single))
        if number == 0:
            continue
        revisions += [
            put(f"actions/{a.key}n{number + 1}", replace(a, key=f"{a.key}n{number + 1}", agent=key))
            for a in scene.facts.actions
            if a.agent == fact.key
        ]
        revisions += [
            put(
                f"relations/{r.key}n{number + 1}",
                replace(
                    r, key=f"{r.key}n{number + 1}",
                    subject=key if r.subject == fact.key else r.subject,
                    object=key if r.object == fact.key else r.object,
                ),
            )
            for r in scene.facts.relations
            if r.subject == fact.key
        ]  # fmt: skip
    return revisions
