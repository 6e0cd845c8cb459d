"""Small worlds in which somebody does one action, with the things that belong to it."""

import math
from dataclasses import dataclass, field, replace

from groundplan.agents.blocking.things import Thing
from groundplan.agents.in_hand import lie_of
from groundplan.assets import catalogue
from groundplan.errors import SceneError
from groundplan.motion.actions.library import FAMILIES
from groundplan.motion.actions.spec import Action
from groundplan.scene.placing import body_skeleton
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import (
    Appearance,
    Asset,
    Body,
    Camera,
    Entity,
    Garment,
    Light,
    Primitive,
    Transform,
)
from groundplan.world.sequence import Film, Grip, Shot, Track

__all__ = ["world_of"]

PERSON, PARTNER, THING, CAMERA, SUN, SKY, GROUND, HELD, CHAIR = (f"{n:026d}" for n in range(1, 10))
HEADING_RAD, PROFILE_RAD, BACK_RAD = 0.7, 1.35, 2.2
Point = tuple[float, float, float]

BOXES: dict[str, tuple[Point, Point]] = {
    "pick_up": ((0.1, 0.1, 0.1), (0.0, 0.0, 0.5)), "put_down": ((0.1, 0.1, 0.1), (0.0, 0.0, 0.5)),
    "lift": ((0.3, 0.3, 0.3), (0.0, 0.0, 0.45)), "touch": ((0.1, 0.1, 0.1), (0.0, 0.95, 0.42)),
    "pick_up_with_both_hands": ((0.3, 0.3, 0.3), (0.0, 0.0, 0.45)),
    "raise_overhead": ((0.3, 0.3, 0.3), (0.0, 0.0, 0.45)),
    "catch": ((0.1, 0.1, 0.1), (0.0, 1.23, 0.37)), "push": ((0.7, 1.25, 0.6), (0.0, 0.0, 0.78)),
    "knock_over": ((0.34, 1.0, 0.34), (-0.1, 0.0, 0.62)),
    "press_button": ((0.1, 0.1, 0.1), (-0.15, 1.2, 0.5)),
}  # fmt: skip
"""Boxes that are handled: size, and where they lie: x, height, z before the person [m]."""
BEFORE: dict[str, tuple[str, Point]] = {
    "open_door": ("door", (0.66, 0.0, 0.52)), "close_door": ("door", (0.66, 0.0, 0.52)),
    "knock": ("door", (0.0, 0.0, 0.5)), "turn_key": ("safe", (-0.1, 0.7, 0.65)),
    "pet": ("dog", (0.0, 0.0, 0.85)), "play_piano": ("piano", (0.0, 0.0, 0.78)),
    "play_drums": ("drum", (0.0, 0.0, 0.6)), "write": ("desk", (0.0, 0.0, 0.62)),
    "type": ("desk", (0.0, 0.0, 0.62)), "cut": ("desk", (0.0, 0.0, 0.68)),
    "stir": ("desk", (0.0, 0.0, 0.68)), "wipe": ("desk", (0.0, 0.0, 0.68)),
    "climb": ("ladder", (0.0, -0.11, 0.284)), "lean": ("door", (0.0, 0.0, -0.36)),
    "cycle": ("bicycle", (0.0, 0.0, 0.12)),
}  # fmt: skip
"""Things of the catalogue, and where they stand: x, height, z before the person [m]."""
ALONG = frozenset({"cycle", "lean"})
"""Whose thing faces where the person does; the others face the person."""
UNDER: dict[str, str] = dict.fromkeys(("sit", "sit_down", "stand_up", "drive", "row"), "chair")
SEATED = frozenset({"type", "write", "play_piano", "play_drums"})
"""What is done on a chair."""
HANDS = {
    "hold": "cup", "drink": "cup", "carry": "box", "carry_in_one_hand": "suitcase",
    "hold_umbrella": "umbrella", "phone": "phone", "use_phone": "phone", "read": "book",
    "eat": "apple", "show": "book", "sweep": "broom", "dig": "shovel", "chop": "axe",
    "hammer": "hammer", "paint": "paintbrush", "play_guitar": "guitar", "cut": "knife",
    "swing_bat": "baseball_bat", "throw": "basketball", "drop": "cup", "hand_over": "book",
    "pour": "bottle", "stir": "spoon",
}  # fmt: skip
"""What somebody holds."""
CLOSE = {"hug": 0.36, "be_hugged": 0.36, "kiss": 0.4, "dance_together": 0.44, "comfort": 0.62,
         "whisper": 0.5, "hand_over": 1.0, "receive": 1.0, "shake_hands": 1.0,
         "high_five": 0.95, "fight": 0.85, "fight_back": 0.85, "punch": 0.85, "slap": 0.75,
         "flinch": 0.75, "block": 0.9}  # fmt: skip
"""How far apart partners stand [m]."""
ANSWERS = {"hug": "be_hugged", "be_hugged": "hug", "hand_over": "receive", "receive": "hand_over",
           "punch": "block", "fight": "fight_back", "fight_back": "fight", "kiss": "kiss",
           "block": "punch", "shake_hands": "shake_hands", "high_five": "high_five",
           "dance_together": "dance_together", "slap": "flinch", "flinch": "slap"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """What is put around a person who faces `heading` [rad]."""

    heading: float
    entities: dict[str, Entity] = field(default_factory=dict[str, Entity])
    grips: dict[str, Grip] = field(default_factory=dict[str, Grip])

    def put(self, key: str, entity: Entity, at: Point, *, turn: float = 0.0) -> None:
        """Put an entity before the person, turned from where they face [rad]."""
        x, y, z = at
        c, s = math.cos(self.heading), math.sin(self.heading)
        place = (c * x + s * z, y, c * z - s * x)
        self.entities[key] = replace(
            entity, transform=Transform(position_m=place, rotation=_yaw(self.heading + turn))
        )


def _yaw(angle: float) -> tuple[float, float, float, float]:
    return (0.0, math.sin(0.5 * angle), 0.0, math.cos(0.5 * angle))


def _person(name: str, color: str, *, height: float) -> Entity:
    garments = {
        "shirt": Garment(color=color), "trousers": Garment(color="#4b5260"),
        "shoes": Garment(color="#3a2f2a"),
    }  # fmt: skip
    return Entity(
        name=name, kind="character", body=Body(rig="human", height_m=height),
        appearance=Appearance(garments=garments), size_m=(0.6, height, 0.4),
    )  # fmt: skip


def _thing(name: str, action: Action) -> Entity:
    """Return a thing of the catalogue; doors open and close as their action has it."""
    if name in {"dog", "horse"}:
        height = 0.55 if name == "dog" else 1.02
        return Entity(name=name, kind="animal",
                      body=Body(rig="quadruped", species=name, height_m=height))  # fmt: skip
    found = catalogue.entry(name)
    channels: dict[str, Channel] = {}
    if action.name in {"open_door", "close_door"}:
        opens = action.name == "open_door"
        take, let = (round(16000 * action.events[n]) for n in ("grab", "release"))
        shares = {take: 0.0 if opens else 0.42, let: 0.42 if opens else 0.0}
        if opens:
            shares[round(16000 * action.duration_s)] = 1.0
        keys = {f"k{t}": Key(t=t, v=v, interp="bezier") for t, v in shares.items()}
        channels = {"parts.leaf": Channel(type="float", unit="1", keys=keys)}
    return Entity(
        name=name, kind="vehicle" if found.kind == "vehicle" else "prop",
        asset=Asset(catalogue_id=name), size_m=found.size_m, channels=channels,
        appearance=Appearance(color=found.color),
    )  # fmt: skip


def _held(name: str, action: Action, *, last: int) -> Grip:
    """Return how the person holds a thing, until it is let go."""
    thing = Thing(key=name, noun=name, kind="prop", size=catalogue.entry(name).size_m)
    share = {"carry_in_one_hand": 1.0, "hold_umbrella": 0.15}.get(action.name, 0.5)
    skeleton = body_skeleton(Body(rig="human", height_m=1.72))
    if skeleton is None:
        raise SceneError("a person has no joints", "build one that has")
    lie = lie_of(thing, skeleton=skeleton, both=action.holds == "both", share=share)
    let = action.events.get("release", action.events.get("meet"))
    return Grip(
        entity=HELD, holder=PERSON, first=0, joint=lie.joint, other_joint=lie.other_joint,
        last=last + 1 if let is None else round(16000 * let), position_m=lie.position_m,
        rotation=lie.rotation, upright=lie.upright, after="fly",
        velocity_mps=(2.5, 3.0, 2.5) if action.name == "throw" else (0.0, 0.0, 0.0),
    )  # fmt: skip


def _furnished(action: Action, heading: float, *, last: int) -> _Set:
    stage, name = _Set(heading=heading), action.name
    if name in BOXES:
        size, at = BOXES[name]
        box = Entity(name="box", kind="prop", primitive=Primitive(shape="box"), size_m=size,
                     appearance=Appearance(color="#e0b040"))  # fmt: skip
        stage.put(THING, box, at)
        if "grab" in action.events:
            stage.grips["g"] = Grip(
                entity=THING, holder=PERSON, first=round(16000 * action.events["grab"]),
                last=last + 1, keep=True, upright=True,
                other_joint="leftHand" if action.holds == "both" else "",
            )  # fmt: skip
    if name in BEFORE:
        noun, at = BEFORE[name]
        stage.put(THING, _thing(noun, action), at, turn=0.0 if name in ALONG else math.pi)
    if name in UNDER or name == "ride":
        stage.put(THING, _thing(UNDER.get(name, "horse"), action), (0.0, 0.0, 0.0))
    if name in SEATED:
        stage.put(CHAIR, _thing("chair", action), (0.0, 0.0, 0.0))
    if name in {"hand_over", "receive"}:
        _handed(stage, action, last=last)
    elif name in HANDS:
        stage.entities[HELD] = _thing(HANDS[name], action)
        stage.grips["h"] = _held(HANDS[name], action, last=last)
    return stage


def _handed(stage: _Set, action: Action, *, last: int) -> None:
    """Put a book into one hand and, when both meet, into the other."""
    stage.entities[HELD] = _thing("book", action)
    met = round(16000 * action.events["meet"])
    gives = action.name == "hand_over"
    hers = replace(_held("book", action, last=last), after="own", last=met,
                   holder=PERSON if gives else PARTNER)  # fmt: skip
    stage.grips["h"] = hers
    stage.grips["i"] = replace(hers, holder=PARTNER if gives else PERSON, first=met, last=last + 1,
                               keep=True)  # fmt: skip


def _heading(action: Action) -> float:
    """Return which way a person turns so that hands and things are both seen [rad]."""
    if action.name in {"open_door", "close_door"}:
        return BACK_RAD
    aside = action.name in BEFORE or action.name in {"push", "knock_over", "ride"}
    return PROFILE_RAD if aside else HEADING_RAD


def world_of(action: Action, *, frames: int, size_px: tuple[int, int]) -> World:
    """Return a small world in which somebody does the action, seen from ahead and aside."""
    last, heading = 1000 * (frames - 1), _heading(action)
    stage = _furnished(action, heading, last=last)
    stage.put(PERSON, _person("person", "#b5533c", height=1.72), (0.0, 0.0, 0.0))
    partner = PARTNER if action.name in CLOSE else None
    tracks: dict[str, Track] = {}
    if partner is not None:
        other = _person("partner", "#3c6fb5", height=1.66)
        stage.put(PARTNER, other, (0.0, 0.0, CLOSE[action.name]), turn=math.pi)
        tracks["t0"] = Track(entity=PARTNER, kind="action", name=ANSWERS.get(action.name, "listen"),
                             first=0, last=last, partner=PERSON)  # fmt: skip
    if action.name in SEATED:
        tracks["t0"] = Track(entity=PERSON, kind="action", name="sit", first=0, last=last,
                             target=CHAIR)  # fmt: skip
    tracks["t1"] = Track(entity=PERSON, kind="action", name=action.name, first=0, last=last,
                         target=THING if THING in stage.entities else None,
                         hand="left" if action.name in {"open_door", "close_door"} else "",
                         partner=partner)  # fmt: skip
    shift = 0.5 * math.sin(heading) * CLOSE.get(action.name, 0.0)
    return World(
        entities={**stage.entities, **_seen(_place(action, shift))},
        tracks=tracks, grips=stage.grips,
        film=Film(width_px=size_px[0], height_px=size_px[1]),
        shots={"s": Shot(name="SH010", order=1, camera=CAMERA, first=0, last=last)},
    )  # fmt: skip


def _place(action: Action, shift: float) -> Transform:
    """Return where the camera stands: before the whole body, or before a face that acts."""
    if action in FAMILIES["faces"]:
        return Transform(position_m=(shift, 1.56, 2.6))
    return Transform(position_m=(shift, 1.1, 8.6), rotation=(-0.006, 0.0, 0.0, 0.999982))


def _seen(place: Transform) -> dict[str, Entity]:
    """Return camera, lights and ground."""
    return {
        CAMERA: Entity(name="camera", kind="camera", camera=Camera(focal_mm=55.0, focus_m=7.0),
                       transform=place),
        SUN: Entity(name="sun", kind="light", light=Light(type="sun", illuminance_lx=40_000.0,
                    azimuth_rad=0.6, elevation_rad=0.9)),
        SKY: Entity(name="sky", kind="light", light=Light(type="sky", illuminance_lx=15_000.0)),
        GROUND: Entity(name="ground", kind="set", asset=Asset(catalogue_id="ground"),
                       size_m=(40.0, 0.02, 40.0),
                       transform=Transform(position_m=(0.0, -0.02, 0.0))),
    }  # fmt: skip
