"""The document: addresses, edits, locks, limits, merging, opening."""

import math
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.errors import (
    EditError,
    LockedError,
    PathError,
    SchemaError,
)
from groundplan.world.aliases import readable, resolve_path
from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.canonical import content_hash, dumps, dumps_pretty
from groundplan.world.channel import Channel, Key
from groundplan.world.diff import diff
from groundplan.world.document import World
from groundplan.world.entity import Appearance, Camera, Entity, Transform
from groundplan.world.evaluate import transform_at, value_at
from groundplan.world.ids import entity_id, unique_name
from groundplan.world.merge import merge
from groundplan.world.narrative import Span
from groundplan.world.opening import open_document
from groundplan.world.opinion import Origin
from groundplan.world.queries import guesses, orphans, provenance, resolve_for_shot
from groundplan.world.schema import dumps_schema, published_schema
from groundplan.world.sequence import Grip, Shot

GOLDEN = Path(__file__).parents[2] / "golden" / "world"
WOMAN, CAMERA = entity_id(1, "brief", "woman"), entity_id(1, "brief", "camera")
POSITION = f"entities/{WOMAN}/transform/position_m"


def builder(world: World, *, actor: str = "agent:layout") -> PatchBuilder:
    origin = Origin.HUMAN if actor.startswith("user:") else Origin.PLANNER
    return PatchBuilder(world, actor=actor, summary="an edit", origin=origin)


def sample() -> World:
    """Return a woman who walks, seen by a camera in one shot."""
    keys = {"k1": Key(t=0, v=(0.0, 0.0, 0.0)), "k2": Key(t=80_000, v=(4.0, 0.0, 0.0))}
    woman = Entity(
        name="woman",
        kind="character",
        size_m=(0.5, 1.7, 0.3),
        appearance=Appearance(color="#cc2222"),
        channels={"transform.position_m": Channel(type="vec3", unit="m", keys=keys)},
    )
    camera = Entity(
        name="camera",
        kind="camera",
        camera=Camera(focal_mm=35.0),
        transform=Transform(position_m=(2.0, 1.2, 6.0)),
    )
    edits = builder(World())
    edits.add_node(
        f"entities/{WOMAN}",
        woman,
        basis="extracted",
        span=Span(source="brief", start=0, end=5),
        overrides={"size_m": "guessed"},
    )
    edits.add_node(f"entities/{CAMERA}", camera)
    edits.add_node("shots/s1", Shot(name="SH010", order=0, camera=CAMERA, first=0, last=80_000))
    return apply(World(), edits.patch()).world


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("woman.appearance.color", f"entities/{WOMAN}/appearance/color"),
        ("entity/woman/size_m", f"entities/{WOMAN}/size_m"),
        ("woman", f"entities/{WOMAN}"),
        ("shot/1/camera.focal_mm", f"entities/{CAMERA}/camera/focal_mm"),
        ("shot/SH010/last", "shots/s1/last"),
        ("camera.fstop", f"entities/{CAMERA}/camera/fstop"),
        ("camera.camera.fstop", f"entities/{CAMERA}/camera/fstop"),
        ("camera.transform.position_m", f"entities/{CAMERA}/transform/position_m"),
        ("film.width_px", "film/width_px"),
        ("shots/s1/last", "shots/s1/last"),
        (
            "woman.channels.transform.position_m.keys.k1.v",
            f"entities/{WOMAN}/channels/transform.position_m/keys/k1/v",
        ),
    ],
)
def test_people_can_write_addresses_by_name(text: str, path: str) -> None:
    assert resolve_path(sample(), text) == path


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("womann.size_m", "woman"),
        ("woman.sise_m", "size_m"),
        ("camera.focal", "focal_mm"),
        ("shot/7/camera", "SH010"),
        ("", "shot/1"),
        ("woman.light.type", "add"),
    ],
)
def test_a_wrong_address_is_refused_with_the_nearest_ones(text: str, advice: str) -> None:
    with pytest.raises(PathError, match=advice):
        resolve_path(sample(), text)


def test_paths_read_back_as_names() -> None:
    assert readable(sample(), f"entities/{WOMAN}/size_m") == "woman.size_m"


def test_a_weaker_opinion_is_recorded_below_a_stronger_one_and_reported() -> None:
    world = sample()
    edit = builder(world, actor="user:ada").set_field(POSITION, (1.0, 0.0, 0.0)).patch()
    world = apply(world, edit).world
    applied = apply(world, builder(world).set_field(POSITION, (9.0, 0.0, 0.0)).patch())
    assert applied.world.entities[WOMAN].transform.position_m == (1.0, 0.0, 0.0)
    assert applied.shadowed[0].value == [9.0, 0.0, 0.0]
    held = [opinion.value for opinion in provenance(applied.world, POSITION)]
    assert held == [[1.0, 0.0, 0.0], [9.0, 0.0, 0.0]]
    withdrawn = builder(applied.world, actor="user:ada").withdraw(POSITION).patch()
    again = apply(applied.world, withdrawn).world
    assert again.entities[WOMAN].transform.position_m == (9.0, 0.0, 0.0)


def test_a_lock_stops_everybody_until_it_is_opened() -> None:
    world = sample()
    lock = builder(world, actor="user:ada").lock(f"entities/{WOMAN}/transform", reason="stay")
    world = apply(world, lock.patch()).world
    for actor in ("agent:layout", "user:bob", "user:ada"):
        patch = builder(world, actor=actor).set_field(POSITION, (1.0, 0.0, 0.0)).patch()
        with pytest.raises(
            LockedError, match=r"locked by user:ada .*stay; .*groundplan unlock DIR"
        ):
            apply(world, patch)
        skipped = apply(world, patch, skip_locked=True)
        assert [refused.path for refused in skipped.refused] == [POSITION]
        assert content_hash(skipped.world) == content_hash(world)
    anew = builder(world, actor="user:ada").lock(f"entities/{WOMAN}/transform", reason="stands")
    world = apply(world, anew.patch()).world
    opened = builder(world, actor="user:ada").unlock(f"entities/{WOMAN}/transform").patch()
    world = apply(world, opened).world
    mine = builder(world, actor="user:ada").set_field(POSITION, (1.0, 0.0, 0.0)).patch()
    assert apply(world, mine).world.entities[WOMAN].transform.position_m == (1.0, 0.0, 0.0)


def test_a_persons_edit_outlives_a_regenerated_entity() -> None:
    world = sample()
    entity = world.entities[WOMAN]
    edit = builder(world, actor="user:ada").set_field(POSITION, (1.0, 0.0, 0.0)).patch()
    world = apply(world, edit).world
    removed = apply(world, builder(world).remove_node(f"entities/{WOMAN}").patch())
    assert removed.orphaned == (POSITION,)
    assert [orphan.path for orphan in orphans(removed.world)] == [POSITION]
    again = builder(removed.world).add_node(f"entities/{WOMAN}", entity).patch()
    back = apply(removed.world, again).world
    assert back.entities[WOMAN].transform.position_m == (1.0, 0.0, 0.0)
    assert orphans(back) == ()


def test_a_shot_layer_counts_only_in_its_shot() -> None:
    world = sample()
    path = f"entities/{CAMERA}/camera/focal_mm"
    world = apply(world, builder(world).set_field(path, 85.0, layer="shot:s1").patch()).world
    camera = world.entities[CAMERA].camera
    in_shot = resolve_for_shot(world, "s1").entities[CAMERA].camera
    assert camera is not None
    assert in_shot is not None
    assert (camera.focal_mm, in_shot.focal_mm) == (35.0, 85.0)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (f"entities/{CAMERA}/camera/focal_mm", 0.0, "0 mm"),
        (f"entities/{CAMERA}/camera/focal_mm", "35", "number"),
        (f"entities/{CAMERA}/camera/focal_mm", True, "number"),
        (f"entities/{CAMERA}/camera/focal_mm", math.nan, "finite"),
        (f"entities/{CAMERA}/transform/rotation", (0.0, 0.0, 0.0, 2.0), "length 2"),
        (f"entities/{WOMAN}/name", "camera", "two entities"),
        (f"entities/{WOMAN}/parent", WOMAN, "circle"),
        (f"entities/{WOMAN}/parent", CAMERA[::-1], "does not exist"),
        (f"entities/{WOMAN}/appearance/color", "red", "#"),
        ("shots/s1/last", -1, "before `first`"),
        ("shots/s1/camera", WOMAN, "character"),
        (f"entities/{WOMAN}/transform", {}, "group of fields"),
        (f"entities/{WOMAN}/channels/transform.position_m/keys/k1/v", 3.0, "vec3"),
        (f"entities/{WOMAN}/channels/transform.position_m/keys/k2/t", 0, "two keys"),
    ],
)
def test_an_impossible_value_is_refused_with_its_reason(
    path: str, value: object, problem: str
) -> None:
    world = sample()
    with pytest.raises(EditError, match=problem):
        apply(world, builder(world).set_field(path, value).patch())


def test_programs_can_not_write_as_people() -> None:
    world = sample()
    edits = builder(world).set_field(POSITION, (1.0, 0.0, 0.0), origin=Origin.HUMAN)
    with pytest.raises(EditError, match="origin human"):
        apply(world, edits.patch())
    edits = builder(world).set_field(POSITION, (1.0, 0.0, 0.0), layer="director")
    with pytest.raises(EditError, match="layer director"):
        apply(world, edits.patch())


def test_guesses_are_listed_by_path() -> None:
    found = guesses(sample())
    assert [guess.path for guess in found] == [f"entities/{WOMAN}/size_m"]


def test_numbers_are_quantised_as_they_enter() -> None:
    world = sample()
    edits = builder(world).set_field(POSITION, (0.12345678, -0.0, 1e-9))
    edits.set_field(f"entities/{CAMERA}/camera/focal_mm", 35.123456)
    world = apply(world, edits.patch()).world
    assert repr(world.entities[WOMAN].transform.position_m) == "(0.123457, 0.0, 0.0)"
    camera = world.entities[CAMERA].camera
    assert camera is not None
    assert camera.focal_mm == 35.1235


def test_a_channel_moves_its_entity_and_parents_carry_children() -> None:
    world = sample()
    edits = builder(world).set_field(f"entities/{CAMERA}/parent", WOMAN)
    world = apply(world, edits.patch()).world
    assert value_at(world.entities[WOMAN], "transform.position_m", 20_000) == (1.0, 0.0, 0.0)
    assert value_at(world.entities[WOMAN], "appearance.color", 0) == "#cc2222"
    carried = transform_at(world, CAMERA, 40_000)
    np.testing.assert_allclose(carried[:3, 3], [4.0, 1.2, 6.0], rtol=0, atol=1e-12)


def test_a_diff_reads_as_a_sentence() -> None:
    world = sample()
    path = f"entities/{CAMERA}/camera/focal_mm"
    after = apply(world, builder(world).set_field(path, 50.0).patch()).world
    assert [str(change) for change in diff(world, after)] == [
        "camera.camera.focal_mm: 35.0 -> 50.0 mm"
    ]
    assert diff(world, world) == ()


def test_equal_writers_of_one_field_conflict_and_a_valid_pair_of_halves_may_be_refused() -> None:
    world = sample()
    ours = builder(world, actor="user:ada").set_field("shots/s1/first", 70_000).patch()
    theirs = builder(world, actor="user:bob").set_field("shots/s1/last", 50_000).patch()
    merged = merge(world, [ours], [theirs])
    assert [(c.path, c.kind) for c in merged.conflicts] == [("shots/s1/last", "rule")]
    assert merged.world.shots["s1"].last == 80_000
    theirs = builder(world, actor="user:bob").set_field("shots/s1/first", 60_000).patch()
    merged = merge(world, [ours], [theirs])
    assert [(c.path, c.kind, c.kept) for c in merged.conflicts] == [
        ("shots/s1/first", "value", "ours")
    ]


def test_the_published_schema_is_that_of_the_types() -> None:
    assert published_schema() == dumps_schema()
    assert b"prefixItems" not in published_schema()


def test_the_golden_document_opens_and_is_written_alike() -> None:
    golden = (GOLDEN / "world_1.json").read_bytes()
    assert dumps_pretty(open_document(golden)) == golden
    assert dumps_pretty(sample()) == golden


def test_a_document_from_before_geometry_could_be_brought_opens_alike() -> None:
    before = open_document((GOLDEN / "world_1_without_geometry.json").read_bytes())
    assert before == open_document((GOLDEN / "world_1.json").read_bytes())


def test_a_document_from_before_parts_opened_opens_with_all_closed() -> None:
    before = open_document((GOLDEN / "world_1_without_parts.json").read_bytes())
    assert before == open_document((GOLDEN / "world_1.json").read_bytes())
    assert all(entity.parts == {} for entity in before.entities.values())


def test_a_document_from_before_white_balance_opens_with_an_automatic_one() -> None:
    old = open_document((GOLDEN / "world_1_before_white_balance.json").read_bytes())
    assert old == sample()
    camera = old.entities[CAMERA].camera
    assert camera is not None
    assert camera.white_balance_k is None


def test_a_document_from_before_hands_held_things_opens_alike() -> None:
    before = open_document((GOLDEN / "world_1_before_grips.json").read_bytes())
    assert before == sample()
    assert before.grips == {}


def test_a_document_from_before_hair_and_skin_opens_with_the_usual_ones() -> None:
    before = open_document((GOLDEN / "world_1_before_looks.json").read_bytes())
    assert before == sample()
    looks = [e.appearance for e in before.entities.values() if e.appearance is not None]
    assert looks
    assert {(a.skin, a.hair.style, a.hair.color, a.beard) for a in looks} == {
        (None, "usual", None, "none")
    }


def test_a_lock_of_keys_keeps_an_entity_from_going_with_its_keys() -> None:
    person = builder(sample(), actor="user:ada")
    world = apply(sample(), person.lock("entities", scope="keys").patch()).world
    agent = builder(world).remove_node(f"entities/{WOMAN}").patch()
    with pytest.raises(LockedError, match="entities"):
        apply(world, agent)


def test_a_thing_cannot_hold_what_holds_it() -> None:
    edits = builder(sample())
    edits.add_node("grips/g1", Grip(entity=CAMERA, holder=WOMAN, first=0, last=10))
    edits.add_node("grips/g2", Grip(entity=WOMAN, holder=CAMERA, first=0, last=10))
    with pytest.raises(EditError, match="hold itself"):
        apply(sample(), edits.patch())


def test_a_document_from_before_the_ground_could_rise_opens_alike() -> None:
    before = open_document((GOLDEN / "world_1_before_terrain.json").read_bytes())
    assert before == sample()
    assert all(entity.terrain is None for entity in before.entities.values())


def test_a_document_from_before_notes_could_be_given_opens_alike() -> None:
    before = open_document((GOLDEN / "world_1_before_directions.json").read_bytes())
    assert before == sample()
    assert before.narrative.directions == {}


def test_a_document_from_before_the_first_release_is_migrated() -> None:
    world = open_document((GOLDEN / "world_0.json").read_bytes())
    camera = world.entities[CAMERA]
    assert world.schema == "groundplan.world/1"
    assert world.revision == 3
    assert camera.camera is not None
    assert camera.camera.focal_mm == 50.0
    assert camera.transform.rotation == (0.0, 0.7071068, 0.0, 0.7071068)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b'"focal_mm":35.0', b'"focal_mm":NaN', "camera/focal_mm"),
        (b'"focal_mm":35.0', b'"focal_mm":1e999', "JSON|camera/focal_mm"),
        (b'"focal_mm":35.0', b'"focal_mm":-1.0', "camera/focal_mm"),
        (b'"color":"#cc2222"', b'"color":"#cc2223"', "strongest opinion"),
        (b'"focal_mm":35.0', b'"focal_mm":35.0,"zoom":2', "zoom"),
        (b"groundplan.world/1", b"groundplan.world/2", "newer"),
        (b"groundplan.world/1", b"groundplan.scene/1", "schema"),
        (b'"seed":0', b'"seed":0.5', "seed"),
    ],
)
def test_a_wrong_document_is_refused_with_the_place(old: bytes, new: bytes, problem: str) -> None:
    data = dumps(sample())
    assert old in data
    with pytest.raises(SchemaError, match=problem):
        open_document(data.replace(old, new, 1))


@given(junk=st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_random_bytes_are_no_document(junk: bytes) -> None:
    with pytest.raises(SchemaError):
        open_document(junk)


@given(place=st.integers(0, 20_000), junk=st.binary(max_size=4), length=st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_a_mutated_document_opens_or_says_why_not(place: int, junk: bytes, length: int) -> None:
    data = (GOLDEN / "world_1.json").read_bytes()
    place %= len(data)
    with suppress(SchemaError):
        open_document(data[:place] + junk + data[place + length :])


@pytest.mark.parametrize("text", [b"[" * 100_000, b'{"a":' * 900 + b"1" + b"}" * 900])
def test_deep_nesting_is_refused(text: bytes) -> None:
    with pytest.raises(SchemaError):
        open_document(text)


def test_names_and_ids_are_stable_and_unique() -> None:
    assert entity_id(1, "brief", "woman") == WOMAN != entity_id(2, "brief", "woman")
    assert unique_name("Street lamp", set()) == "street_lamp"
    assert unique_name("dog", {"dog", "dog_2"}) == "dog_3"
