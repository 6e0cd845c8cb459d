"""Which named action a verb means for a person, as data; approximations say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from groundplan.agents.blocking.verbs import movement_of
from groundplan.language.facts import ActionFact, Facts
from groundplan.motion.actions.library import ACTIONS

__all__ = ["Act", "act_of", "answer_to", "is_named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a body does for a verb."""

    name: str
    guessed: bool = False
    """True: the library has nothing that means the verb; this is the nearest."""


_SAME: Final = frozenset(ACTIONS)
_MEANS: Final[Mapping[str, str]] = MappingProxyType(
    {
        word: name
        for name, words in {
            "stand": "wait|pose|stay|remain|pause|stop|queue|freeze",
            "sit": "perch|relax|be seated|seat|lounge",
            "lie": "recline|sunbathe|lay|curl", "sleep": "nap|doze|snooze|dream|slumber",
            "kneel": "propose", "crouch": "squat|duck|hide|bend|stoop",
            "stand_up": "stand up|get up|rise up",
            "wave": "greet|signal|gesture|say goodbye", "clap": "applaud",
            "cheer": "celebrate|rejoice",
            "talk": "speak|say|chat|discuss|explain|tell|teach|interview|converse|announce|ask",
            "argue": "quarrel|scold|complain|bicker", "listen": "hear",
            "laugh": "giggle|chuckle", "smile": "grin|beam|smirk", "frown": "scowl|pout",
            "glare": "fume|snarl|growl|sneer|glower", "mope": "sulk|grieve|mourn|sigh",
            "gasp": "marvel", "cower": "tremble|cringe|flinch|shiver",
            "shout": "yell|scream|holler",
            "close_eyes": "blink", "cry": "weep|sob", "think": "wonder|ponder",
            "look_at": "look|watch|stare|gaze|observe|face|admire|examine|inspect|study|see",
            "look_around": "search|scan|glance", "whisper": "", "phone": "call|telephone",
            "pick_up": "pick up|pick|take|grab|collect|fetch|lift up|get",
            "put_down": "put|put down|place|set|set down|lay down|drop off|deposit",
            "hand_over": "give|hand|hand over|pass on|offer|deliver|lend|return to",
            "receive": "accept", "carry": "bring|haul", "hold": "grip|grasp|clutch|wield|brandish",
            "push": "shove", "pull": "drag|tug|tow", "lift": "heave",
            "raise_overhead": "raise|hoist", "drop": "release|let_go|let go",
            "knock_over": "knock over|knock down|knock off|push over|topple|overturn|tip over|tip|"
            "push off|kick over|topple over",
            "open_door": "open|unlock", "close_door": "close|shut|slam|lock",
            "press_button": "press|push_button|switch on|turn on|turn off", "knock": "tap",
            "pet": "stroke|caress|pat|groom|feed", "touch": "feel|adjust|tie|fix|repair",
            "drink": "sip|gulp", "eat": "bite|chew|munch|nibble|taste|lick|devour", "smoke": "",
            "read": "browse|study", "write": "draw|sketch|sign", "type": "work|code",
            "cut": "slice|carve|peel", "stir": "cook|mix|whisk|fry|bake|knead",
            "wipe": "clean|wash|polish|scrub|dust|iron", "sweep": "mop|rake|vacuum",
            "dig": "shovel|plant|garden", "chop": "hack", "hammer": "build|nail|forge",
            "brush": "shave", "photograph": "film|record|take a picture",
            "play_guitar": "strum", "play_drums": "drum", "sing": "perform",
            "hug": "embrace|cuddle", "shake_hands": "shake", "fight": "wrestle|spar|box|"
            "duel|battle",
            "punch": "hit|strike", "comfort": "console", "throw": "toss|hurl|fling|pitch|lob|cast",
            "dance": "breakdance|twirl|sway|spin", "jump": "leap|bounce|hop",
            "fall": "collapse|trip|stumble", "pray": "worship", "lean": "hang|prop",
            "cycle": "bike|pedal", "ride": "straddle", "drive": "steer", "row": "paddle|"
            "canoe|kayak",
            "skate": "ski|ice skate|rollerblade", "skateboard": "surf|snowboard",
            "climb": "scale|clamber", "yoga": "balance",
            "aim": "shoot|point at", "swing_bat": "bat", "crawl": "creep", "swim": "dive",
        }.items()
        for word in words.split("|")
        if word and name in ACTIONS
    }
)  # fmt: skip
_WITH: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("swing", "bat"): "swing_bat", ("swing", "baseball bat"): "swing_bat",
        ("swing", "baseball_bat"): "swing_bat", ("swing", "sword"): "swing_bat",
        ("swing", "axe"): "chop", ("play", "guitar"): "play_guitar",
        ("play", "piano"): "play_piano", ("play", "violin"): "play_violin",
        ("play", "cello"): "play_violin",
        ("play", "drum"): "play_drums", ("play", "flute"): "play_flute",
        ("play", "keyboard"): "play_piano", ("play", "ukulele"): "play_guitar",
        ("talk", "phone"): "phone", ("use", "phone"): "use_phone", ("hold", "umbrella"):
        "hold_umbrella", ("carry", "umbrella"): "hold_umbrella", ("look", "phone"): "use_phone",
        ("climb", "stairs"): "climb_stairs", ("climb", "stair"): "climb_stairs",
        ("ride", "bicycle"): "cycle", ("ride", "bike"): "cycle", ("brush", "dog"): "pet",
        ("brush", "horse"): "pet", ("shake", "hand"): "shake_hands",
    }
)  # fmt: skip
"""A verb with the noun that it is done to or on."""
_OWN: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        (verb, part): name
        for name, pairs in {
            "cross_arms": "cross fold:arm arms",
            "close_eyes": "close shut blink:eye eyes",
            "thumbs_up": "give show raise stick put hold:thumb thumbs",
            "shake_head": "shake:head",
            "nod": "nod bob:head",
            "bow": "bow lower drop hang:head",
            "shrug": "shrug raise lift:shoulder shoulders",
            "hands_on_hips": "put place rest set:hip hips",
            "clap": "clap:hand hands",
            "wave": "wave flap:hand hands arm arms",
            "arms_up": "raise lift throw put hold:arm arms hand hands",
            "scratch_head": "scratch:head",
            "look_around": "turn:head",
            "shake_hands": "shake:hand hands",
            "stretch": "stretch extend spread:arm arms leg",
            "cheer": "pump clench:fist fists",
            "point": "point:finger",
            "cry": "cover hide bury:face eyes",
        }.items()
        for verbs, parts in [pairs.split(":")]
        for verb in verbs.split()
        for part in parts.split()
    }
)
"""What somebody does with a part of their own body, by verb and part."""
_TO_THINGS: Final = frozenset({
    "put_down", "hand_over", "open_door", "close_door", "raise_overhead", "pick_up", "hold", "lift",
    "drop", "carry", "push", "pull", "throw",
})  # fmt: skip
"""What is done to things, never to one's own body."""
_ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "hand_over": "receive", "hug": "be_hugged", "kiss": "kiss", "shake_hands": "shake_hands",
        "high_five": "high_five", "dance_together": "dance_together", "fight": "fight_back",
        "slap": "flinch",
        "talk": "listen", "argue": "listen", "whisper": "listen", "punch": "block",
    }
)  # fmt: skip


def act_of(action: ActionFact, facts: Facts) -> Act:
    """Return what a person does for an action: with a part of the own body, else by its words."""
    if found := _OWN.get((action.verb.split(" ")[0], action.part)):
        return Act(name=found)
    found = _by_words(action, facts)
    alone = bool(action.part) and not action.object
    return Act(name="stand", guessed=True) if alone and found.name in _TO_THINGS else found


def _by_words(action: ActionFact, facts: Facts) -> Act:
    """Return what a person does by verb and noun, by verb, then by its class."""
    nouns = {e.key: e.noun for e in facts.entities}
    near = [action.object, action.goal, action.path, action.companion]
    near += [r.object for r in facts.relations if r.subject == action.agent]
    for key in near:
        if found := _WITH.get((action.verb, nouns.get(key, ""))):
            return Act(name=found)
    words = action.verb.replace(" ", "_")
    if action.verb == "dance" and action.companion:
        return Act(name="dance_together")
    if words in _SAME:
        return Act(name=words)
    if found := _MEANS.get(action.verb):
        return Act(name=found)
    by_class = _MEANS.get(action.action) or (action.action if action.action in _SAME else "")
    pose = movement_of(action.action, action.verb).pose
    nearest = pose if pose in _SAME else by_class
    return Act(name=nearest or "stand", guessed=True)


def is_named(verb: str) -> bool:
    """Return whether a verb is told apart by itself, whatever its class."""
    return verb in _MEANS or verb.replace(" ", "_") in _SAME


def answer_to(name: str) -> str:
    """Return what a partner does meanwhile; empty when nothing in particular."""
    return _ANSWERS.get(name, "")
