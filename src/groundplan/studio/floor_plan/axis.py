"""Between whom the line of action runs: two who are framed together, or talk to one another."""

from typing import Final

from groundplan.studio.paperwork.naming import lines_in
from groundplan.world.document import World

__all__ = ["axis_people"]

_OF_TWO: Final = frozenset({"over_shoulder", "two_shot", "profile", "pov"})


def axis_people(world: World, shot_id: str, bodies: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the ids of two bodies; None where no two stand out.

    In this order: the framing names two; two speak during the shot or in its scene; the framing is
    one of two, and there are just two.
    """
    shot = world.shots[shot_id]
    framed = (shot.framing.subject or "", shot.framing.other or "")
    if framed[0] != framed[1] and all(key in bodies for key in framed):
        return framed
    for shots in ((shot_id,), tuple(k for k, s in world.shots.items() if s.scene == shot.scene)):
        spoken = [line.speaker or "" for key in shots for line in lines_in(world, key)]
        speakers = [key for key in dict.fromkeys(spoken) if key in bodies]
        if len(speakers) == 2:
            return (speakers[0], speakers[1])
    people = [key for key in bodies if world.entities[key].kind == "character"]
    paired = shot.framing.staging in _OF_TWO or _act_together(world, people)
    return (people[0], people[1]) if len(people) == 2 and paired else None


def _act_together(world: World, people: list[str]) -> bool:
    return any(
        action.agent in people
        and any(whom in people for whom in (action.object, action.companion) if whom)
        for action in world.narrative.actions.values()
    )
