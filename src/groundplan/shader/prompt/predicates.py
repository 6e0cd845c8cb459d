"""What an action is called: its verb in the plain form, objects, ways and places."""

from typing import Final

from groundplan.shader.prompt.grammar import plain
from groundplan.shader.prompt.story import Story
from groundplan.shader.prompt.tables import deed_words
from groundplan.shader.prompt.tails import tail_of
from groundplan.world.narrative import Action

__all__ = ["predicate_of"]

_POSTURES: Final = frozenset({"sit", "stand", "lie", "kneel", "lean"})


def predicate_of(story: Story, action: Action) -> str:
    """Return what is done, the verb in its plain form; empty where nothing can be said."""
    table = deed_words()
    verb = table.said.get(plain(action.verb), plain(action.verb))
    tail = tail_of(story.there, action, story.cast)
    if verb in table.give and action.object is not None:
        return _giving(story, verb, action)
    if action.object is not None:
        core = _to_object(verb, story.called(action.object))
    elif tail.split(" ")[-1] in table.parts:
        return f"{verb} {tail}"
    else:
        core = _alone(story, verb, action)
    if not core:
        return ""
    places = [_posture(story, action)] if action.action in _POSTURES else []
    places += [_travel(story, action), tail]
    where = list(dict.fromkeys(place for place in places if place))
    if not where and action.action == "lie":
        where = ["on the ground"]
    return " ".join([core, *where])


def _giving(story: Story, verb: str, action: Action) -> str:
    thing = story.called(action.object) or "something"
    whom = story.called(action.goal)
    end = f" to {whom}" if whom else (" to someone off camera" if action.goal else "")
    return f"{verb} {thing}{end}"


def _to_object(verb: str, thing: str) -> str:
    table = deed_words()
    if not thing:
        return table.unseen.get(verb, "" if verb in table.alone else f"{verb} something off camera")
    preposition = table.at.get(verb, "")
    return plain(f"{verb} {preposition} {thing}")


def _alone(story: Story, verb: str, action: Action) -> str:
    table = deed_words()
    said = table.alone.get(verb, verb)
    if said:
        return said
    for track in story.there.tracks.values():
        mine = track.entity == action.agent and track.kind == "action"
        if mine and abs(track.first - action.start) <= 1000 and track.name in table.done:
            return table.done[track.name]
    return ""


def _travel(story: Story, action: Action) -> str:
    words: list[str] = []
    goal = "to" if plain(action.verb) != "leave" else "for"
    for preposition, key in (
        ("from", action.origin),
        (goal, action.goal),
        ("beside", action.companion),
    ):
        name = story.called(key)
        words += [f"{preposition} {name}"] if name else []
    return " ".join(words)


def _posture(story: Story, action: Action) -> str:
    """Return "on the bench" of who sits there."""
    for track in story.there.tracks.values():
        if track.entity == action.agent and track.name in deed_words().postures:
            overlap = min(track.last, action.end) - max(track.first, action.start)
            name = story.called(track.target, by=action.agent)
            if overlap > 0 and name:
                return f"on {name}"
    return story.contact(action.agent)
