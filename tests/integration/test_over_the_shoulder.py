"""The sentence that cinematography must keep, read back from ids, cameras and the meter."""

from dataclasses import dataclass

import numpy as np
import pytest
from jaxtyping import Float

from groundplan.agents.critic.assertions.asserting import assert_world
from groundplan.agents.critic.posed import PosedBodies
from groundplan.agents.director import Planned
from groundplan.geometry.camera import project
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Frame, Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.light_probe import probe
from groundplan.scene.stage import Stage
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.units import Subframes
from groundplan.world.document import World

WIDTH, HEIGHT = 832, 480
SENTENCE = (
    "Over-the-shoulder of Anna onto Ben, medium close-up, 50 mm, Ben's eyes on the upper third, "
    "key 4:1 from camera left at 3200 K, then a 3 s dolly-zoom onto Anna."
)


@dataclass(frozen=True)
class Film:
    """Ids of some frames of a shot."""

    stage: Stage
    times: list[int]
    """Subframes."""
    frames: list[Frame]

    def box(self, entity: str, index: int) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of what is drawn of somebody [px]."""
        mask = self.mask(entity, index)
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        return float(columns[0]), float(rows[0]), columns[-1] + 1.0, rows[-1] + 1.0

    def mask(self, entity: str, index: int) -> np.ndarray:
        """Return where somebody is drawn."""
        ids = self.frames[index].instance
        assert ids is not None
        own = [i.instance for i in self.stage.instances if i.entity == entity]
        return np.isin(ids, own)

    def pixel(self, point: Float[np.ndarray, " 3"], index: int) -> tuple[float, float]:
        """Return where a point [m] appears [px]."""
        camera = self.frames[index].camera
        pose = camera.world_from_camera
        x, y = project(pose[:3, :3].T @ (point - pose[:3, 3]), camera.intrinsics_px)
        return float(x), float(y)


def filmed(world: World, shot: str, times: list[int]) -> Film:
    stage = build_stage(world, shot)
    options = RenderOptions(passes=frozenset({Pass.INSTANCE}))
    first = world.shots[shot].first
    frames = [(t - first) // 1000 for t in times]
    return Film(stage, times, list(NumbaRenderer().render(stage, frames, options=options)))


def named(world: World, name: str) -> str:
    return next(k for k, e in world.entities.items() if e.name == name)


@pytest.fixture(scope="module")
def planned() -> Planned:
    return plan_world(SENTENCE, options=TakeOptions())


@pytest.fixture(scope="module")
def world(planned: Planned) -> World:
    return planned.world


@pytest.fixture(scope="module")
def over(world: World) -> Film:
    shot = world.shots["s1"]
    return filmed(
        world, "s1", [shot.first, shot.first + (shot.last - shot.first) // 2000 * 1000, shot.last]
    )


def test_it_is_two_shots_of_two_people(world: World) -> None:
    shots = [world.shots[k] for k in ("s1", "s2")]
    people = [e.name for e in world.entities.values() if e.kind == "character"]
    assert sorted(people) == ["anna", "ben"]
    assert shots[0].framing.staging == "over_shoulder"
    assert (shots[0].framing.subject, shots[0].framing.other) == (
        named(world, "ben"), named(world, "anna"),
    )  # fmt: skip
    rate = world.timebase.fps_num / world.timebase.fps_den
    assert (shots[1].last - shots[1].first) / 1000.0 / rate == pytest.approx(3.0, abs=1.0 / rate)


def test_every_intent_holds(world: World) -> None:
    found = assert_world(world)
    wrong = [a for a in found if a.status != "passed"]
    assert len(found) >= 10
    assert wrong == []


def test_his_eyes_are_on_the_upper_third(world: World, over: Film) -> None:
    ben = named(world, "ben")
    eyes = PosedBodies(world, "s1", np.array(over.times)).eyes(ben)
    assert eyes is not None
    for index, point in enumerate(eyes):
        _, y = over.pixel(point, index)
        limit = 0.0025 * WIDTH if index == 1 else 0.01 * HEIGHT
        assert abs(y - HEIGHT / 3.0) <= limit, index


def test_anna_is_in_the_edge_and_hides_nothing_of_his_face(world: World, over: Film) -> None:
    anna, ben = named(world, "anna"), named(world, "ben")
    for index in range(3):
        left, _, right, bottom = over.box(anna, index)
        assert left == 0.0 or right == WIDTH
        assert bottom == HEIGHT
        assert 0.05 < over.mask(anna, index).mean() < 0.35
        _, top, _, _ = over.box(ben, index)
        assert 0.0 < top < HEIGHT / 3.0
    lens = world.entities[world.shots["s1"].camera].camera
    assert lens is not None
    assert lens.focal_mm == 50.0


def test_the_meter_reads_four_to_one_at_3200_kelvin_from_camera_left(world: World) -> None:
    reading = probe(world, "s1", subject=named(world, "ben"))
    (key,) = reading.face.of_role("key")
    assert reading.face.ratio == pytest.approx(4.0, rel=0.01)
    assert key.kelvin == 3200.0
    camera = over_camera(world)
    to_right = camera[:3, 0]
    assert float(key.towards @ to_right) < -0.3


def test_after_the_cut_the_lamps_are_set_for_her_face(world: World) -> None:
    reading = probe(world, "s2", subject=named(world, "anna"))
    (key,) = reading.face.of_role("key")
    assert reading.face.ratio == pytest.approx(4.0, rel=0.01)
    assert reading.key_over == pytest.approx(0.0, abs=0.05)
    lamp = world.entities[key.entity]
    held = lamp.channels["transform.position_m"].keys.values()
    assert [(k.t, k.interp) for k in held] == [
        (world.shots[s].first, "hold") for s in ("s1", "s2")
    ]  # fmt: skip


def over_camera(world: World) -> np.ndarray:
    return (
        build_stage(world, "s1").pose(Subframes(world.shots["s1"].first)).camera.world_from_camera
    )


def test_the_dolly_zoom_keeps_her_height_while_the_lens_widens(world: World) -> None:
    shot, anna = world.shots["s2"], named(world, "anna")
    times = [*range(shot.first, shot.last, 8000), shot.last]
    film = filmed(world, "s2", times)
    feet = world.entities[anna].transform.position_m
    tall = world.entities[anna].body
    assert tall is not None
    heights: list[float] = []
    focals = [f.camera.intrinsics_px[1, 1] for f in film.frames]
    for index in range(len(times)):
        low = film.pixel(np.array(feet), index)[1]
        high = film.pixel(np.array(feet) + np.array([0.0, tall.height_m, 0.0]), index)[1]
        heights.append(low - high)
    assert np.ptp(heights) / np.mean(heights) < 0.005
    assert min(focals) < 0.7 * max(focals)
    tops = [film.box(anna, index)[1] for index in range(len(times))]
    assert np.ptp(tops) <= 0.02 * HEIGHT


def test_a_wall_at_her_back_is_explained_with_numbers() -> None:
    found = plan_world(SENTENCE + " A wall stands 1 m behind Anna.", options=TakeOptions())
    conflicts = [f for f in found.findings if f.code == "camera.infeasible"]
    assert len(conflicts) == 1
    said = conflicts[0]
    assert "wall" in said.message
    assert "50 mm" in said.message
    assert any("mm lens" in o for o in said.options)
    assert any("move wall" in o for o in said.options)


def test_a_wall_that_leaves_room_is_no_conflict() -> None:
    found = plan_world(SENTENCE + " A wall stands 4 m behind Anna.", options=TakeOptions())
    assert [f.code for f in found.findings if f.code == "camera.infeasible"] == []
