"""Render a scene that `compare_with_path_tracer.py` wrote, in an interpreter that has Mitsuba.

`python mitsuba_worker.py SCENE.npz OUT.npy SAMPLES MAX_DEPTH SEED` writes linear Rec.709 radiance.
Runs alone: imports nothing of groundplan.
"""
# pyright: basic
# ruff: noqa: ANN001, ANN202

import json
import sys
import tempfile
from pathlib import Path

import mitsuba as mi  # type: ignore[import-not-found]
import numpy as np


def main() -> None:
    """Render what the command line names."""
    source, out, samples, depth, seed = sys.argv[1:]
    mi.set_variant("scalar_rgb")
    data = np.load(source)
    about = json.loads(str(data["about"]))
    with tempfile.TemporaryDirectory() as folder:
        scene = mi.load_dict(_scene(data, about, Path(folder), depth=int(depth)))
        picture = mi.render(scene, spp=int(samples), seed=int(seed))
    np.save(out, np.array(picture)[..., :3].astype(np.float64))


def _scene(data, about, folder: Path, *, depth: int):
    scene = {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": depth, "rr_depth": 8},
        "sensor": _sensor(about),
    }
    for n, color in enumerate(about["colors"]):
        path = folder / f"{n}.ply"
        if not any(color):
            continue  # a lamp's own housing, which Mitsuba has by itself
        path.write_bytes(_ply(data[f"p{n}"], data[f"n{n}"], data[f"t{n}"]))
        scene[f"item{n}"] = {
            "type": "ply", "filename": str(path),
            "bsdf": {
                "type": "twosided",
                "bsdf": {"type": "diffuse", "reflectance": {"type": "rgb", "value": color}},
            },
        }  # fmt: skip
    for n, light in enumerate(about["lights"]):
        scene[f"light{n}"] = _light(light)
    if len(data["dome"]):
        bitmap = mi.Bitmap(np.tile(data["dome"][:, None, :], (1, 2 * len(data["dome"]), 1)))
        scene["sky"] = {"type": "envmap", "bitmap": bitmap}
    return scene


def _sensor(about):
    width, height = about["size_px"]
    return {
        "type": "perspective", "fov_axis": "x", "fov": about["fov_x_deg"], "near_clip": 0.01,
        "to_world": mi.ScalarTransform4f().look_at(
            origin=about["eye"], target=about["target"], up=[0, 1, 0]
        ),
        "film": {
            "type": "hdrfilm", "width": width, "height": height, "rfilter": {"type": "box"},
            "pixel_format": "rgb", "component_format": "float32",
        },
        "sampler": {"type": "independent"},
    }  # fmt: skip


def _light(light):
    value = {"type": "rgb", "value": light["value"]}
    if light["kind"] == "sun":
        return {"type": "directional", "direction": light["direction"], "irradiance": value}
    if light["kind"] == "point":
        return {"type": "point", "position": light["position"], "intensity": value}
    place, way = np.array(light["position"]), np.array(light["direction"])
    if light["kind"] == "spot":
        up = [0, 1, 0] if abs(way[1]) < 0.9 else [1, 0, 0]
        return {
            "type": "spot", "intensity": value, "cutoff_angle": light["dark_deg"],
            "beam_width": light["dark_deg"] - 1e-3, "texture": _falloff(light),
            "to_world": mi.ScalarTransform4f().look_at(
                origin=list(place), target=list(place + way), up=up
            ),
        }  # fmt: skip
    across = np.array(light["right"]) * light["size"][0] / 2
    along = np.cross(way, light["right"]) * light["size"][1] / 2
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = across, along, way, place
    return {
        "type": "rectangle", "to_world": mi.ScalarTransform4f(matrix),
        "bsdf": {"type": "diffuse", "reflectance": {"type": "rgb", "value": [0, 0, 0]}},
        "emitter": {"type": "area", "radiance": value},
    }  # fmt: skip


def _falloff(light):
    """Return the beam's soft edge as a picture across its cone: Mitsuba's own edge is another."""
    edge, size = np.tan(np.radians(light["dark_deg"])), 1024
    across = (2 * (np.arange(size) + 0.5) / size - 1) * edge
    cosine = 1.0 / np.sqrt(1.0 + across[:, None] ** 2 + across[None] ** 2)
    full, dark = (np.cos(np.radians(light[k])) for k in ("full_deg", "dark_deg"))
    t = np.clip((cosine - dark) / (full - dark), 0.0, 1.0)
    share = (t * t * (3 - 2 * t)).astype(np.float32)
    return {
        "type": "bitmap", "bitmap": mi.Bitmap(np.repeat(share[..., None], 3, axis=2)), "raw": True
    }  # fmt: skip


def _ply(positions, normals, triangles) -> bytes:
    head = (
        f"ply\nformat binary_little_endian 1.0\nelement vertex {len(positions)}\n"
        + "".join(f"property float {name}\n" for name in ("x", "y", "z", "nx", "ny", "nz"))
        + f"element face {len(triangles)}\nproperty list uchar int vertex_indices\nend_header\n"
    )
    rows = np.concatenate([positions, normals], axis=1).astype("<f4")
    faces = np.zeros(len(triangles), [("count", "u1"), ("corners", "<i4", 3)])
    faces["count"], faces["corners"] = 3, triangles
    return head.encode() + rows.tobytes() + faces.tobytes()


if __name__ == "__main__":
    main()
