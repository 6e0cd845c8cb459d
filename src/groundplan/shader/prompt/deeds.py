"""What happens in a shot, as clauses in the present tense without directions."""

from typing import Final

from groundplan.shader.prompt.cast import Member
from groundplan.shader.prompt.deed import STATE, Deed, linked, merged
from groundplan.shader.prompt.predicates import predicate_of
from groundplan.shader.prompt.states import held, holding_times, postures, resting
from groundplan.shader.prompt.story import Story
from groundplan.world.narrative import Action

__all__ = ["deeds_of"]

_TRAVEL: Final = frozenset(
    {"walk", "run", "trot", "gallop", "crawl", "swim", "fly", "jump", "climb", "ride", "drive",
     "move", "roll", "fall", "rise"}
)  # fmt: skip


def deeds_of(story: Story) -> tuple[Deed, ...]:
    """Return what those in view do in a shot, in the order of time, the main subject first."""
    known = story.cast.by_entity
    found: dict[str, Deed] = {}
    for _, action in sorted(story.there.narrative.actions.items()):
        if action.agent in known and story.lasts(action.start, action.end):
            does = predicate_of(story, action)
            if does:
                deed = _deed(story, known[action.agent], does, action=action)
                found.setdefault(deed.clause, deed)
    told = tuple(found.values())
    for deed in (*held(story), *postures(story, told)):
        found.setdefault(deed.clause, deed)
    rest = resting(story, tuple(found.values()))
    rank = {member.again: number for number, member in enumerate(story.cast.members)}

    def place(deed: Deed) -> tuple[bool, int, int, int, str]:
        return (
            deed.rests,
            deed.start,
            min(rank[member.again] for member in deed.members),
            deed.order,
            deed.clause,
        )

    return linked(merged(sorted((*found.values(), *rest), key=place)))


def _deed(story: Story, member: Member, does: str, *, action: Action) -> Deed:
    start, end, order = action.start, action.end, action.order
    if action.action == "hold" and action.object is not None:
        # A thing is in the hand before and after the sentence that says so.
        times = holding_times(story, action.object, holder=action.agent)
        if times is not None:
            start, end, order = times[0], times[1], order + STATE
    return Deed(
        members=(member,),
        does=does,
        start=max(start, story.shot.first),
        end=min(end, story.shot.last),
        order=order,
        travels=action.action in _TRAVEL or bool(action.origin or action.goal),
    )
