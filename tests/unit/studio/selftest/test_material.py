"""The material of the self-test: the same for a seed, and only errors that show."""

from pathlib import Path

import numpy as np
import pytest

from groundplan.adherence.selftest.design import Cell
from groundplan.adherence.selftest.injections import NO_INJECTION, Injection
from groundplan.adherence.selftest.pictures import Frames
from groundplan.errors import InputError
from groundplan.studio.selftest.looks import SELFTEST_LOOKS, TUNING_LOOKS
from groundplan.studio.selftest.material import SelfTestWorlds, injected_clip, selftest_material
from groundplan.studio.selftest.suitability import injection_for
from groundplan.studio.selftest.worlds import SELFTEST_WORLDS, PlannedClip, SelfTestWorld

PLAIN_LOOKS = ("beauty", "sepia", "cartoon")
WORLDS = (
    SelfTestWorld(brief="Wide shot. A boy runs to the left across a square. Static camera."),
    SelfTestWorld(brief="Full shot of two men in a workshop. Slow zoom in.", held_out=True),
    SelfTestWorld(brief="Full shot. Two children stand on a beach. The camera trucks left."),
)
RUNNER, TWO_MEN, CHILDREN = range(3)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> SelfTestWorlds:
    folder = tmp_path_factory.mktemp("packs")
    return SelfTestWorlds(folder, size_px=(96, 56), frames=6, worlds=WORLDS)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def cast(cell: Cell, plan: PlannedClip) -> Injection | None:
    return injection_for(cell, plan, rng=rng())


def test_the_same_seed_gives_the_same_clips(worlds: SelfTestWorlds, tmp_path: Path) -> None:
    first, again = (
        list(selftest_material(seed=3, count=4, folder=tmp_path, looks=PLAIN_LOOKS, worlds=worlds))
        for _ in range(2)
    )
    for (_, one, truth), (_, other, same) in zip(first, again, strict=True):
        assert np.array_equal(one, other)
        assert truth.injection == same.injection


def test_a_part_of_a_design_is_that_part_of_the_whole(
    worlds: SelfTestWorlds, tmp_path: Path
) -> None:
    def drawn(count: int, first: int) -> list[Frames]:
        material = selftest_material(
            seed=3, count=count, first=first, folder=tmp_path, looks=PLAIN_LOOKS, worlds=worlds
        )
        return [frames for _, frames, _ in material]

    whole, part = drawn(4, 0), drawn(2, 2)
    assert all(np.array_equal(a, b) for a, b in zip(whole[2:], part, strict=True))


def test_a_pack_is_rendered_once(worlds: SelfTestWorlds) -> None:
    pack = worlds[RUNNER].pack
    written = (pack.folder / "manifest.json").stat().st_mtime_ns
    again = SelfTestWorlds(pack.folder.parent, size_px=(96, 56), frames=6, worlds=WORLDS)
    assert (again[RUNNER].pack.folder / "manifest.json").stat().st_mtime_ns == written


def test_a_pack_of_another_world_is_rendered_anew(worlds: SelfTestWorlds, tmp_path: Path) -> None:
    one = SelfTestWorlds(tmp_path, size_px=(96, 56), frames=6, worlds=WORLDS[:1])[0]
    other = SelfTestWorlds(tmp_path, size_px=(96, 56), frames=6, worlds=WORLDS[1:])[0]
    assert one.pack.folder == other.pack.folder
    assert other.pack.manifest.world_hash == worlds[TWO_MEN].stage.world_hash


@pytest.mark.parametrize("look", SELFTEST_LOOKS)
def test_a_clip_in_any_look_has_the_plans_shape(worlds: SelfTestWorlds, look: str) -> None:
    made = injected_clip(worlds[RUNNER], NO_INJECTION, look=look, rng=rng())
    assert made.frames.shape == (6, 56, 96, 3)
    assert made.truth.held_out == (look not in TUNING_LOOKS)


def test_a_held_out_world_is_held_out_in_every_look(worlds: SelfTestWorlds) -> None:
    assert injected_clip(worlds[TWO_MEN], NO_INJECTION, look="beauty", rng=rng()).truth.held_out


def test_another_scene_shows_the_other_world(worlds: SelfTestWorlds) -> None:
    made = injected_clip(
        worlds[RUNNER], Injection(kind="scene.other"), look="beauty", rng=rng(),
        foreign=worlds[TWO_MEN],
    )  # fmt: skip
    assert np.array_equal(made.frames, worlds[TWO_MEN].clip.beauty)
    assert not made.truth.same_scene.any()


def test_another_scene_must_be_given(worlds: SelfTestWorlds) -> None:
    with pytest.raises(InputError, match="without another scene"):
        injected_clip(worlds[RUNNER], Injection(kind="scene.other"), look="beauty", rng=rng())


def test_there_is_no_look_of_any_name(worlds: SelfTestWorlds) -> None:
    with pytest.raises(InputError, match="no look 'noir'"):
        injected_clip(worlds[RUNNER], NO_INJECTION, look="noir", rng=rng())


def test_only_who_moves_can_be_late(worlds: SelfTestWorlds) -> None:
    late = Cell(kind="subject.late", size=2.0)
    assert cast(late, worlds[RUNNER]) is not None
    assert cast(late, worlds[TWO_MEN]) is None


def test_only_a_camera_that_moves_can_freeze(worlds: SelfTestWorlds) -> None:
    frozen = Cell(kind="camera.frozen", size=1.0)
    assert cast(frozen, worlds[RUNNER]) is None
    assert all(cast(frozen, worlds[number]) is not None for number in (TWO_MEN, CHILDREN))


def test_only_a_camera_that_travels_has_a_path(worlds: SelfTestWorlds) -> None:
    longer = Cell(kind="camera.path", size=30.0)
    assert [cast(longer, worlds[k]) is not None for k in range(3)] == [False, False, True]


def test_two_are_swapped_only_where_there_are_two(worlds: SelfTestWorlds) -> None:
    swap = Cell(kind="subject.swapped", size=1.0)
    assert [cast(swap, worlds[k]) is not None for k in range(3)] == [False, True, True]


def test_two_who_look_the_same_are_not_swapped_for_nobody_can_tell(tmp_path: Path) -> None:
    brief = "Wide shot. Two cars drive to the right on a street. Static camera."
    alike = SelfTestWorlds(
        tmp_path, size_px=(96, 56), frames=9, worlds=(SelfTestWorld(brief=brief),)
    )[0]
    assert len(alike.subjects) == 2
    assert cast(Cell(kind="subject.swapped", size=1.0, start="middle"), alike) is None


def test_worlds_are_enough_and_some_are_held_out() -> None:
    assert len(SELFTEST_WORLDS) >= 24
    assert len({world.brief for world in SELFTEST_WORLDS}) == len(SELFTEST_WORLDS)
    assert sum(world.held_out for world in SELFTEST_WORLDS) >= 8
