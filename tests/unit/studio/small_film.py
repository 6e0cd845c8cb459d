"""A small film by hand: two people, a lamp, a camera that moves in; every number is known."""

from groundplan.geometry import quaternions
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Asset, Body, Camera, Entity, Light, Rig, Transform
from groundplan.world.narrative import Action, Line, Narrative, Scene
from groundplan.world.sequence import Film, Framing, Shot, Timebase

CAMERA, SECOND, ANNA, BEN, KEY, GROUND = (
    name.ljust(26, "0") for name in ("CAM", "CAM2", "ANNA", "BEN", "KEY", "GRND")
)


def person(name: str, x: float, heading: float = 0.0) -> Entity:
    x_, y_, z_, w_ = (float(v) for v in quaternions.from_heading(heading))
    return Entity(
        name=name,
        kind="character",
        label=name.title(),
        asset=Asset(catalogue_id="human"),
        body=Body(rig="human", height_m=1.7),
        transform=Transform(position_m=(x, 0.0, 0.0), rotation=(x_, y_, z_, w_)),
    )


def camera(**numbers: object) -> Camera:
    lens: dict[str, object] = {
        "focal_mm": 50.0, "focus_m": 5.0, "fstop": 4.0, "iso": 800.0, "auto_exposure": False,
    }  # fmt: skip
    return Camera(**(lens | numbers))  # pyright: ignore[reportArgumentType]


def small_film(**lens: object) -> World:
    """Return two shots of 48 frames at 24 fps: a dolly in of 2 m, and a static one."""
    dolly = Channel(
        type="vec3", unit="m",
        keys={"a": Key(t=0, v=(0.0, 1.5, 5.0)), "b": Key(t=47_000, v=(0.0, 1.5, 3.0))},
    )  # fmt: skip
    entities = {
        CAMERA: Entity(
            name="camera", kind="camera", camera=camera(**lens), rig=Rig(kind="dolly"),
            transform=Transform(position_m=(0.0, 1.5, 5.0)),
            channels={"transform.position_m": dolly},
        ),
        SECOND: Entity(
            name="camera_2", kind="camera", camera=camera(),
            transform=Transform(position_m=(1.5, 1.5, 4.0)),
        ),
        ANNA: person("anna", 0.0),
        BEN: person("ben", 1.5),
        KEY: Entity(
            name="key", kind="light",
            light=Light(type="point", luminous_flux_lm=1000.0, temperature_k=3200.0, role="key"),
            transform=Transform(position_m=(0.0, 1.0, 2.0)),
        ),
        GROUND: Entity(name="ground", kind="set", asset=Asset(catalogue_id="ground")),
    }  # fmt: skip
    shots = {
        "s1": Shot(
            name="SH010", order=10, camera=CAMERA, first=0, last=47_000, scene="c1",
            framing=Framing(
                move="dolly_in", size="full", angle="eye_level", subject=ANNA, other=BEN
            ),
        ),
        "s2": Shot(
            name="SH020", order=20, camera=SECOND, first=48_000, last=95_000, scene="c1",
            framing=Framing(subject=BEN),
        ),
    }  # fmt: skip
    story = Narrative(
        scenes={"c1": Scene(heading="INT. STUDIO - DAY", order=1, number="7")},
        actions={
            "a1": Action(agent=ANNA, verb="wave", action="wave", start=0, end=20_000, object=BEN)
        },
        lines={
            "l1": Line(text="Here I am.", start=24_000, end=48_000, speaker=ANNA),
            "l2": Line(text="So I see.", start=50_000, end=70_000, speaker=BEN, heard="voice_over"),
        },
    )
    return World(
        entities=entities, shots=shots, narrative=story,
        timebase=Timebase(fps_num=24), film=Film(width_px=1600, height_px=900, guides=(2.39,)),
    )  # fmt: skip
