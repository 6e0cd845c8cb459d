"""Any sequence of edits: undone it never happened, replayed it happens again, merged it is kept."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.errors import GroundplanError
from groundplan.world.apply import Applied, apply, rebased
from groundplan.world.build import PatchBuilder
from groundplan.world.canonical import canonical_bytes, content_hash, dumps, world_hash
from groundplan.world.document import World
from groundplan.world.edits import Patch
from groundplan.world.entity import Appearance, Camera, Entity
from groundplan.world.ids import entity_id
from groundplan.world.merge import merge
from groundplan.world.opening import open_document
from groundplan.world.opinion import Origin
from groundplan.world.paths import exists, lookup
from groundplan.world.stack import strength, winner
from groundplan.world.store import Store
from groundplan.world.structure import plain

IDS = [entity_id(1, "brief", role) for role in ("woman", "dog", "camera")]
NUMBERS = st.floats(-100.0, 100.0, allow_nan=False)
VECTORS = st.tuples(NUMBERS, NUMBERS, NUMBERS)
WRITERS = st.sampled_from(
    [
        ("agent:layout", Origin.PLANNER),
        ("agent:solver", Origin.SOLVER),
        ("agent:reader", Origin.QUANTITY),
        ("user:ada", Origin.HUMAN),
        ("user:bob", Origin.HUMAN),
    ]
)
ENTITIES = st.sampled_from(IDS)
EDITS = st.one_of(
    st.tuples(st.just("add"), ENTITIES, VECTORS),
    st.tuples(st.just("remove"), ENTITIES, st.none()),
    st.tuples(st.just("transform/position_m"), ENTITIES, VECTORS),
    st.tuples(st.just("label"), ENTITIES, st.text("abc", max_size=3)),
    st.tuples(st.just("appearance/roughness"), ENTITIES, st.floats(0.0, 1.0)),
    st.tuples(st.just("attributes/mood"), ENTITIES, st.text("xyz", max_size=2)),
    st.tuples(st.just("key"), ENTITIES, st.tuples(st.integers(0, 3), VECTORS)),
    st.tuples(st.just("withdraw"), ENTITIES, st.none()),
    st.tuples(st.just("lock"), ENTITIES, st.none()),
    st.tuples(st.just("unlock"), ENTITIES, st.none()),
)
Drawn = tuple[str, str, object]
Step = tuple[tuple[str, Origin], list[Drawn]]
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(WRITERS, st.lists(EDITS, min_size=1, max_size=3)), max_size=10
)


def start() -> World:
    """Return a world with one woman in it."""
    builder = PatchBuilder(World(), actor="agent:layout", summary="start")
    _add(builder, IDS[0], (1.0, 0.0, 2.0))
    return apply(World(), builder.patch()).world


def _add(builder: PatchBuilder, key: str, position: object) -> None:
    camera = key == IDS[2]
    noun = Entity(
        name=f"thing_{IDS.index(key)}",
        kind="camera" if camera else "prop",
        camera=Camera(focal_mm=50.0) if camera else None,
        appearance=Appearance(color="#ff0000"),
    )
    builder.add_node(f"entities/{key}", noun, overrides={"appearance": "extracted"})
    builder.set_field(f"entities/{key}/transform/position_m", position)


def patch_for(world: World, step: Step) -> Patch:
    """Return a patch from drawn instructions; it need not be applicable."""
    (actor, origin), edits = step
    builder = PatchBuilder(world, actor=actor, summary="drawn", origin=origin)
    for kind, key, value in edits:
        path = f"entities/{key}"
        if kind == "add":
            _add(builder, key, value)
        elif kind == "remove":
            builder.remove_node(path)
        elif kind == "key":
            _add_key(builder, world, (path, cast("tuple[int, object]", value)))
        elif kind == "withdraw":
            builder.withdraw(f"{path}/transform/position_m")
        elif kind == "lock":
            builder.lock(f"{path}/transform", reason="it stands well")
        elif kind == "unlock":
            builder.unlock(f"{path}/transform")
        else:
            builder.set_field(f"{path}/{kind}", value)
    return builder.patch()


def _add_key(builder: PatchBuilder, world: World, drawn: tuple[str, tuple[int, object]]) -> None:
    path, (number, value) = drawn
    channel = f"{path}/channels/transform.position_m"
    key = {"t": number * 1000, "v": value}
    if exists(world, channel):
        builder.add_node(f"{channel}/keys/k{number}", key)
    else:
        tree = {"type": "vec3", "unit": "m", "keys": {f"k{number}": key}}
        builder.add_node(channel, tree)


def run(world: World, steps: list[Step]) -> tuple[World, list[tuple[Patch, Applied]]]:
    """Apply what can be applied; refusals are part of the game, anything else is a fault."""
    done: list[tuple[Patch, Applied]] = []
    for step in steps:
        try:
            patch = patch_for(world, step)
            applied = apply(world, patch)
        except GroundplanError:
            continue
        done.append((patch, applied))
        world = applied.world
    return world, done


@given(steps=STEPS)
@settings(max_examples=150, deadline=None)
def test_undoing_any_sequence_gives_the_content_from_before(steps: list[Step]) -> None:
    first = start()
    world, done = run(first, steps)
    for _, applied in reversed(done):
        world = apply(world, rebased(applied.inverse, world.revision)).world
    assert content_hash(world) == content_hash(first)


@given(steps=STEPS)
@settings(max_examples=80, deadline=None)
def test_redoing_what_was_undone_gives_the_content_from_after(steps: list[Step]) -> None:
    world, done = run(start(), steps)
    after = content_hash(world)
    redo: list[Patch] = []
    for _, applied in reversed(done):
        step = apply(world, rebased(applied.inverse, world.revision))
        redo.append(step.inverse)
        world = step.world
    for patch in reversed(redo):
        world = apply(world, rebased(patch, world.revision)).world
    assert content_hash(world) == after


@given(steps=STEPS)
@settings(max_examples=100, deadline=None)
def test_every_field_shows_its_strongest_opinion(steps: list[Step]) -> None:
    world, _ = run(start(), steps)
    for path, stack in world.opinions.items():
        top = winner(stack)
        assert top is not None
        if exists(world, path):
            assert plain(lookup(world, path)) == top.value


@given(steps=STEPS)
@settings(max_examples=80, deadline=None)
def test_a_saved_document_opens_as_the_same_document(steps: list[Step]) -> None:
    world, _ = run(start(), steps)
    again = open_document(dumps(world))
    assert canonical_bytes(again) == canonical_bytes(world)
    assert (again == world) is True
    assert list(again.entities) == list(world.entities)
    assert world_hash(again) == world_hash(world)


@given(steps=STEPS)
@settings(max_examples=60, deadline=None)
def test_an_edit_changes_nothing_of_the_document_that_it_was_made_against(
    steps: list[Step],
) -> None:
    first = start()
    before = canonical_bytes(first)
    run(first, steps)
    assert canonical_bytes(first) == before


@given(steps=STEPS, undos=st.lists(st.booleans(), max_size=4))
@settings(max_examples=25, deadline=None)
def test_a_reopened_project_is_the_one_that_was_closed(
    steps: list[Step], undos: list[bool]
) -> None:
    with TemporaryDirectory() as folder:
        with Store.create(Path(folder), start()) as store:
            for step in steps:
                try:
                    store.commit(patch_for(store.world, step))
                except GroundplanError:
                    continue
            for redo in undos:
                try:
                    _ = store.redo() if redo else store.undo()
                except GroundplanError:
                    continue
            closed = store.world
            history = store.history()
        (Path(folder) / "world.json").unlink()
        with Store.open(Path(folder)) as store:
            assert world_hash(store.world) == world_hash(closed)
            assert store.history() == history
            assert store.findings == ("world.json is missing: rebuilt from ops.jsonl",)


def _shown(world: World) -> dict[str, object]:
    return dict(_leaves(plain(dataclasses.replace(world, opinions={}, locks={}, revision=0)), ""))


def _leaves(node: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(node, dict):
        for key, value in cast("dict[str, object]", node).items():
            yield from _leaves(value, f"{path}/{key}".lstrip("/"))
    else:
        yield path, node


def _near(path: str, reported: set[str]) -> bool:
    return any(f"{path}/".startswith(f"{at}/") or at.startswith(f"{path}/") for at in reported)


def _outweighs(ours: World, theirs: World, base: World, *, path: str) -> bool:
    """Whether one branch said anew, with more weight than the other, what a field was."""
    if ours.opinions.get(path) == base.opinions.get(path):
        return False
    mine = winner(ours.opinions.get(path, ()))
    other = winner(theirs.opinions.get(path, ()))
    return mine is not None and (other is None or strength(mine) > strength(other))


@given(ours=STEPS, theirs=STEPS)
@settings(max_examples=150, deadline=None)
def test_two_branches_merge_or_report_a_conflict(ours: list[Step], theirs: list[Step]) -> None:
    base = start()
    our_world, our_done = run(base, ours)
    their_world, their_done = run(base, theirs)
    merged = merge(base, [patch for patch, _ in our_done], [patch for patch, _ in their_done])
    reported = {conflict.path for conflict in merged.conflicts}
    old, mine, other, both = map(_shown, (base, our_world, their_world, merged.world))
    for path in {*old, *mine, *other, *both}:
        if _near(path, reported):
            continue
        b, o, t = (tree.get(path, "absent") for tree in (old, mine, other))
        # Who said again, with more weight, what was there has said something.
        if o == b:
            expected = o if _outweighs(our_world, their_world, base, path=path) else t
        else:
            again = t == b and _outweighs(their_world, our_world, base, path=path)
            expected = t if again else o
        told = o == t or b in (o, t)
        assert told, f"{path}: {b} became {o} and {t}, and nobody was told"
        assert both.get(path, "absent") == expected, path
    assert world_hash(apply(our_world, merged.patch).world) == world_hash(merged.world)
