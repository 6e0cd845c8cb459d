"""Birds and swimmers have the shape of their kind, in numbers: measured from the skin."""

import numpy as np
import pytest

from groundplan.assets import solids
from groundplan.assets.animals import animal_mannequin
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.meshes import TriangleMesh
from groundplan.assets.species import SPECIES, species
from groundplan.geometry import transforms
from groundplan.motion.path import GroundPath
from groundplan.motion.wings import bird_frames, fish_frames

BIRDS = sorted(name for name, kind in SPECIES.items() if kind.rig == "bird")
FLYERS = [n for n in BIRDS if "upright" not in SPECIES[n].extras]
SWIMMERS = sorted(name for name, kind in SPECIES.items() if kind.rig == "fish")
SECONDS = np.linspace(0.0, 2.0, 25)
STILL = GroundPath(
    times=np.array([0.0, 2.0]), positions=np.zeros((2, 3)), headings=np.zeros(2),
    way=np.zeros(2), speed=np.zeros(2), stations=np.zeros(2), rolling_start=False,
)  # fmt: skip


def drawn(name: str) -> Mannequin:
    kind = species(name)
    return animal_mannequin(kind, height_m=1.0)


def skinned(body: Mannequin, pose: str) -> np.ndarray:
    """Return all vertices (time, vertex, 3) of a body 1 m high in a pose."""
    make = fish_frames if species_is_fish(body) else bird_frames
    frames = make(body.skeleton, STILL, SECONDS, name=pose, seed=0.1)
    unbind = transforms.inverse_rigid(body.skeleton.body_from_bind_joint())
    skin = transforms.multiply(frames.body_from_joint(), unbind)[:, :, :3]
    return np.concatenate([moved(mesh, skin) for mesh in body.meshes.values()], axis=1)


def species_is_fish(body: Mannequin) -> bool:
    return "tailFin" in body.skeleton.names


def moved(mesh: TriangleMesh, skin: np.ndarray) -> np.ndarray:
    assert mesh.skin is not None
    points = np.concatenate([mesh.positions, np.ones((len(mesh.positions), 1))], axis=1)
    return np.einsum(
        "tvkij,vk,vj->tvi", skin[:, mesh.skin.joints.astype(np.int64)], mesh.skin.weights, points,
        optimize=True,
    )  # fmt: skip


def extent(points: np.ndarray) -> np.ndarray:
    return points.reshape(-1, 3).max(0) - points.reshape(-1, 3).min(0)


@pytest.mark.parametrize("name", BIRDS + SWIMMERS)
def test_a_body_is_closed_and_within_its_budget(name: str) -> None:
    body = drawn(name)
    assert sum(len(mesh.triangles) for mesh in body.meshes.values()) <= 3000
    for role, mesh in body.meshes.items():
        places, welded = np.unique(np.round(mesh.positions, 6), axis=0, return_inverse=True)
        faces = welded.reshape(-1)[mesh.triangles]
        faces = faces[(faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2])
                      & (faces[:, 2] != faces[:, 0])]  # fmt: skip
        edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
        # Every directed edge has its opposite: no holes, and all faces look the same way.
        forward = np.unique(edges[:, 0] * len(places) + edges[:, 1], return_counts=True)
        backward = np.unique(edges[:, 1] * len(places) + edges[:, 0], return_counts=True)
        assert np.array_equal(forward[0], backward[0]), role
        assert np.array_equal(forward[1], backward[1]), role
        solid = solids.Solid(points=mesh.positions.astype(np.float64), faces=mesh.triangles)
        assert solids.volume(solid) > 0.0, role


@pytest.mark.parametrize("name", FLYERS)
def test_wings_are_wide_in_flight_and_hug_the_body_at_rest(name: str) -> None:
    body = drawn(name)
    wings = [k for k, joint in enumerate(body.skeleton.names) if "Wing" in joint]
    wide = 0.0
    for mesh in body.meshes.values():
        assert mesh.skin is not None
        own = mesh.positions[~np.isin(mesh.skin.joints[:, 0], wings), 0]
        wide = max(wide, float(np.ptp(own)) if len(own) else 0.0)
    folded, spread = (float(extent(skinned(body, pose))[0]) for pose in ("perch", "glide"))
    assert folded <= 1.4 * wide
    assert spread >= (1.1 if name == "ostrich" else 1.3)
    assert spread >= 2.0 * folded


@pytest.mark.parametrize("name", BIRDS)
def test_a_perched_bird_neither_grows_nor_sinks(name: str) -> None:
    points = skinned(drawn(name), "perch")
    assert points[..., 1].min() >= -0.01
    assert points[..., 1].max() == pytest.approx(1.0, abs=0.07)


def shares(name: str) -> dict[str, float]:
    """Return proportions of a bird in standing heights."""
    body = drawn(name)
    place = body.skeleton.place
    beak = body.meshes.get("beak", body.meshes["eyes"])
    near = beak.positions[beak.positions[:, 1] > 0.5]
    return {
        "leg": float(place("leftUpperLeg")[1]),
        "neck": float(np.linalg.norm(place("head") - place("neck"))),
        "beak": float(np.ptp(near[:, 2])),
        "beak_drop": float(np.ptp(near[:, 1])),
        "behind": -float(min(m.positions[:, 2].min() for m in body.meshes.values())),
    }


def test_waders_stand_on_long_legs_and_ducks_on_short_ones() -> None:
    for name in ("flamingo", "heron", "stork", "ostrich"):
        assert shares(name)["leg"] >= 0.45, name
    for name in ("duck", "swan", "penguin"):
        assert shares(name)["leg"] <= 0.27, name


def test_necks_are_as_long_as_their_kind_has_them() -> None:
    for name in ("swan", "flamingo", "heron", "ostrich"):
        assert shares(name)["neck"] >= 0.25, name
    for name in ("owl", "bird", "eagle", "parrot", "penguin"):
        assert shares(name)["neck"] <= 0.2, name


def test_a_hook_goes_down_and_a_heron_stabs() -> None:
    for name in ("parrot", "flamingo", "eagle"):
        found = shares(name)
        assert found["beak_drop"] >= 0.55 * found["beak"], name
    found = shares("heron")
    assert found["beak"] >= 3.0 * found["beak_drop"]


def test_a_peacock_trails_its_train() -> None:
    assert shares("peacock")["behind"] >= 1.3
    assert shares("owl")["behind"] <= 0.45


def test_a_flamingos_neck_is_an_s() -> None:
    body = drawn("flamingo")
    skin = body.meshes["main"].positions
    rows = [skin[(abs(skin[:, 1] - y) < 0.012) & (abs(skin[:, 0]) < 0.03), 2].mean()
            for y in (0.66, 0.86, 0.965)]  # fmt: skip
    assert rows[0] > rows[1] + 0.04
    assert rows[2] > rows[1] + 0.04


def test_a_kangaroo_stands_on_two_legs_with_long_feet_and_a_long_tail() -> None:
    body = drawn("kangaroo")
    skin = np.concatenate([mesh.positions for mesh in body.meshes.values()])
    assert skin[:, 2].min() <= -0.8
    assert body.skeleton.marks["leftToe"][1][2] >= 0.2
    hands = body.skeleton.place("leftWingTip")
    assert hands[1] >= 0.6  # its arms are off the ground
    assert not SPECIES["kangaroo"].winged


@pytest.mark.parametrize("name", [n for n in SWIMMERS if n != "snake"])
def test_tails_of_whales_lie_flat_and_those_of_fish_stand_up(name: str) -> None:
    body = drawn(name)
    points = body.meshes["main"].positions
    tail = points[points[:, 2] < points[:, 2].min() + 0.25 * np.ptp(points[:, 2]) * 0.4]
    across, high, _ = np.ptp(tail, axis=0)
    if name in ("dolphin", "whale", "orca"):
        assert across >= 2.0 * high
    else:
        assert high >= 2.0 * across
    drift = skinned(body, "swim")
    last = int(np.argmin(np.concatenate([m.positions for m in body.meshes.values()])[:, 2]))
    side, up, _ = np.ptp(drift[:, last], axis=0)
    assert (up > 5.0 * side) if name in ("dolphin", "whale", "orca") else (side > 5.0 * up)
