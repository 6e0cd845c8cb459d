"""What an action needs and is not there: hands, somebody else, water, something to climb."""

import re
from collections.abc import Mapping
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.things import Thing
from groundplan.agents.blocking.trouble import Check, Trouble, article, is_fish
from groundplan.language.facts import ActionFact, Facts

__all__ = ["NEEDS"]

_BY_HAND: Final = frozenset({
    "aim", "chop", "clap", "close_door", "conduct", "cut", "drive", "hammer", "hand_over",
    "high_five", "hug", "juggle", "knock", "open_door", "paint", "phone", "photograph",
    "play_drums", "play_flute", "play_guitar", "play_piano", "play_violin", "point", "pour",
    "press_button", "row", "salute", "shake_hands", "stir", "sweep", "swing_bat", "throw",
    "thumbs_up", "turn_key", "type", "use_phone", "wave", "wipe", "write",
})  # fmt: skip
_WITH_SOMEBODY: Final = frozenset({"hand_over", "high_five", "hug", "kiss", "shake_hands"})
_BEHIND_SOMEBODY: Final = frozenset({"follow", "chase", "pursue"})
_WATER: Final = re.compile(
    r"(?:\w*water|sea|ocean|lake|river|\w*pool|pond|stream|bay|lagoon|canal|reef|waves?|aquarium|tank|"
    r"bathtub|tub|coast|shore|beach|surf|flood|swamp|harbou?r|fountain|creek|brook|fjord|depths?|shallows?|"
    r"moat|marsh|puddle|underwater|waterfall|sound|strait|gulf|dock|pier|marina|spring|rapids)",
    re.IGNORECASE,
)
"""Last words of the names of what one can swim in; a water bottle is none."""
_SUBMERGED: Final = re.compile(
    r"\bunderwater\b|\bat sea\b|\boffshore\b|\bunder water\b", re.IGNORECASE
)
_CLIMBABLE_M: Final = 0.3
"""What is lower is stepped over: our engineering default."""


def _no_hands(action: ActionFact, things: Mapping[str, Thing], facts: Facts) -> Trouble | None:
    thing = things[action.agent]
    if thing.kind not in {"animal", "prop"} or act_of(action, facts).name not in _BY_HAND:
        return None
    return Trouble(
        why=f"{article(thing.noun)} {thing.noun} has no hands here",
        instead="its body has no pose for it and keeps the one it had", action=action,
        options=("let a person do it", "name something that its body can do"),
    )  # fmt: skip


def _nobody_there(action: ActionFact, things: Mapping[str, Thing], facts: Facts) -> Trouble | None:
    thing, name = things[action.agent], act_of(action, facts).name
    behind = action.verb in _BEHIND_SOMEBODY
    if thing.count > 1 or not (behind or name in _WITH_SOMEBODY) or action.companion in things:
        return None
    needed = (action.goal,) if name == "hand_over" else (action.object, action.goal)
    if any(key in things and key != action.agent for key in needed):
        return None
    partners = (a.agent for a in facts.actions if a.verb == action.verb and a.key != action.key)
    if any(key in things for key in partners):
        return None
    alone = "it goes its own way" if behind else "the body makes the movement alone"
    return Trouble(
        why="nobody else is named for it", instead=alone, action=action,
        options=("say with whom", "add somebody"),
    )  # fmt: skip


def _has_water(facts: Facts) -> bool:
    """Tell whether the words name water, as a place or a thing, and not only what holds some."""
    nouns = [e.noun.split(" ")[-1] for e in facts.entities if not e.absent]
    nouns += [s.value.split(" ")[-1] for s in facts.settings if s.facet == "place"]
    return any(_WATER.fullmatch(n) for n in nouns) or _SUBMERGED.search(facts.text) is not None


def _no_water(action: ActionFact, things: Mapping[str, Thing], facts: Facts) -> Trouble | None:
    thing = things[action.agent]
    if action.verb != "swim" or is_fish(thing) or _has_water(facts):
        return None
    return Trouble(
        why="no water is said", instead="the body swims over the ground where it is",
        action=action, options=("say where the water is", "say that it crawls"),
    )  # fmt: skip


def _no_climb(action: ActionFact, things: Mapping[str, Thing], facts: Facts) -> Trouble | None:
    if things[action.agent].kind != "character" or action.verb != "climb":
        return None
    goals = [things[key] for key in (action.object, action.goal, action.source) if key in things]
    if not goals and any(s.facet == "place" for s in facts.settings):
        return None
    others = goals or [thing for key, thing in things.items() if key != action.agent]
    if any(thing.size[1] >= _CLIMBABLE_M or thing.kind == "set" for thing in others):
        return None
    why, high = "nothing is there to climb", None
    if goals:
        high = round(goals[0].size[1], 3)
        why = f"{article(goals[0].noun)} {goals[0].noun} is {high:g} m high"
    return Trouble(
        why=why, instead="the way is walked", action=action, measured=high,
        expected=_CLIMBABLE_M if goals else None, unit="m" if goals else "",
        options=("name a ladder, stairs or a tree", "say that they walk"),
    )  # fmt: skip


NEEDS: Final[tuple[Check, ...]] = (_no_hands, _nobody_there, _no_water, _no_climb)
