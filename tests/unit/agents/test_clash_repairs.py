"""Each repair of a clash is edits that give one statement up; the others hold then."""

from groundplan.agents.clash_repairs import clash_repairs
from groundplan.inputs.text import facts_from_text
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.apply import apply
from groundplan.world.document import World
from groundplan.world.edits import Patch, identified

CIRCLE = "A horse is left of a cow. The cow is left of a goat. The goat is left of the horse."
ROOM = (
    "A lounge, 5 m by 4 m. The sofa is against the left wall. "
    "The sofa is in the middle of the room."
)


def repaired(brief: str) -> list[tuple[str, World, World]]:
    planned = plan_world(brief, options=TakeOptions())
    (clash,) = [f for f in planned.findings if f.code == "layout.clash"]
    found: list[tuple[str, World, World]] = []
    for repair in clash_repairs(planned.world, facts_from_text(brief), clash):
        patch = Patch(
            base_revision=planned.world.revision, actor="agent:layout", summary=repair.label,
            edits=repair.edits,
        )  # fmt: skip
        found.append((repair.label, planned.world, apply(planned.world, identified(patch)).world))
    return found


def x_of(world: World, name: str) -> float:
    (entity,) = [e for e in world.entities.values() if e.name == name]
    return entity.transform.position_m[0]


def test_each_repair_of_a_circle_leaves_the_other_two_true() -> None:
    pairs = [("horse", "cow"), ("cow", "goat"), ("goat", "horse")]
    found = repaired(CIRCLE)
    assert len(found) == 3
    for given_up, (_, before, after) in enumerate(found):
        assert len(after.narrative.relations) == len(before.narrative.relations) - 1
        assert len(after.intents) == len(before.intents) - 1
        for n, (left, right) in enumerate(pairs):
            if n != given_up:
                assert x_of(after, left) < x_of(after, right)


def test_a_repair_of_a_room_moves_the_sofa() -> None:
    places = {round(x_of(after, "sofa"), 2) for _, _, after in repaired(ROOM)}
    assert len(places) == 2
    assert 0.0 in places
