"""What goes on without an action that says so: what is held, how bodies sit, where things lie."""

from collections.abc import Sequence

from groundplan.shader.prompt.deed import RESTING, STATE, Deed
from groundplan.shader.prompt.grammar import plain
from groundplan.shader.prompt.story import CONTACTS, Story
from groundplan.shader.prompt.tables import deed_words

__all__ = ["held", "holding_times", "postures", "resting"]


def holding_times(story: Story, thing: str, *, holder: str) -> tuple[int, int] | None:
    """Return from when to when a thing is in somebody's hands about the shot [subframes]."""
    shot = story.shot
    grips = [
        grip
        for grip in story.there.grips.values()
        if (grip.entity, grip.holder) == (thing, holder)
        and grip.first <= shot.last
        and grip.last >= shot.first
    ]
    if grips:
        return min(grip.first for grip in grips), max(grip.last for grip in grips)
    own = story.there.entities.get(thing)
    return (shot.first, shot.last) if own is not None and own.parent == holder else None


def held(story: Story) -> list[Deed]:
    """Return who holds what through most of the shot, where no action says so."""
    shot = story.shot
    told = {
        action.object
        for action in story.there.narrative.actions.values()
        if action.object is not None and story.lasts(action.start, action.end)
    }
    found: list[Deed] = []
    for key, holder in sorted(_holders(story).items()):
        member, thing = story.cast.by_entity.get(holder), story.called(key)
        if member is not None and thing and key not in told and member.kind == "character":
            does = f"{'carry' if holder in story.ways else 'hold'} {thing}"
            found.append(
                Deed(members=(member,), does=does, start=shot.first, end=shot.last, order=STATE)
            )
    return found


def postures(story: Story, told: Sequence[Deed]) -> list[Deed]:
    """Return postures that bodies have from before the shot, where no deed says them."""
    found: list[Deed] = []
    table, known, shot = deed_words().postures, story.cast.by_entity, story.shot
    for _, track in sorted(story.there.tracks.items()):
        member, verb = known.get(track.entity), table.get(track.name, "")
        before = track.first <= shot.first and track.kind != "gait"
        if member is None or not verb or not before:
            continue
        said = {deed.does.split(" ")[0] for deed in told if member in deed.members}
        if verb not in said and story.lasts(track.first, track.last):
            where = story.called(track.target, by=track.entity)
            does = plain(f"{verb} {f'on {where}' if where else story.contact(track.entity)}")
            end = min(track.last, shot.last)
            found.append(Deed(members=(member,), does=does, start=shot.first, end=end, order=-1))
    return found


def resting(story: Story, told: Sequence[Deed]) -> list[Deed]:
    """Return what things lie on or in, where no action says so: "the ball is on the table"."""
    there, shot = story.there, story.shot
    acting = {key for deed in told for member in deed.members for key in member.entities}
    gripped = {grip.entity for grip in there.grips.values() if grip.first <= shot.last}
    places: dict[str, Deed] = {}
    for relation in there.narrative.relations.values():
        key, name = relation.subject, story.called(relation.object, by=relation.subject)
        member = story.cast.by_entity.get(key)
        if member is None or not name or relation.relation not in CONTACTS:
            continue
        moved = key in gripped or there.entities[key].parent is not None or relation.when == "end"
        if key not in acting and not moved:
            does = f"be {CONTACTS[relation.relation]} {name}"
            others = places[does].members if does in places else ()
            who = tuple(dict.fromkeys((*others, member)))
            places[does] = Deed(
                members=who, does=does, start=shot.first, end=shot.last, order=RESTING
            )
    return list(places.values())


def _holders(story: Story) -> dict[str, str]:
    """Return who holds each thing for most of the shot."""
    shot = story.shot
    holders = {
        key: entity.parent
        for key, entity in story.there.entities.items()
        if entity.parent is not None and entity.kind == "prop"
    }
    for key in {grip.entity for grip in story.there.grips.values()}:
        holders.pop(key, None)
    for grip in story.there.grips.values():
        both = min(grip.last, shot.last) - max(grip.first, shot.first)
        if both > 0.5 * (shot.last - shot.first):
            holders[grip.entity] = grip.holder
    return holders
