"""Small worlds with one moving body."""

from groundplan.world.channel import Channel, Interpolation, Key
from groundplan.world.document import World
from groundplan.world.entity import Body, Entity, Transform
from groundplan.world.sequence import Track

BODY = "B0DY0000000000000000000000"
FACING_X = (0.0, 0.7071067811865476, 0.0, 0.7071067811865476)


def moving(
    body: Body,
    gait: str,
    *,
    distance: float,
    frames: int = 80,
    interp: Interpolation = "linear",
    start: int = 0,
) -> World:
    """Return a world in which a body goes along +X."""
    keys = {
        "k0": Key(t=start, v=(0.0, 0.0, 0.0), interp=interp),
        "k1": Key(t=start + 1000 * frames, v=(distance, 0.0, 0.0)),
    }
    entity = Entity(
        name="body",
        kind="character" if body.rig == "human" else "animal",
        body=body,
        transform=Transform(rotation=FACING_X),
        channels={"transform.position_m": Channel(type="vec3", unit="m", keys=keys)},
    )
    track = Track(entity=BODY, kind="gait", name=gait, first=0, last=start + 1000 * frames + 48000)
    return World(entities={BODY: entity}, tracks={"t1": track})
