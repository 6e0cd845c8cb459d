"""Bakes the CC0 props: welded, decimated, in metres, in material roles, quantised.

Usage: `python tools/assets/bake_props.py PACKAGE.deb`, in an environment that has numpy, Pillow and
fast-simplification 0.1 (MIT); the package is that of `apt-get download`
`sweethome3d-furniture=1.8-1`. Writes `src/groundplan/assets/data/props`.
"""

import io
import shutil
import sys
import zipfile
from pathlib import Path

import fast_simplification
import numpy as np
from obj_reader import Surfacing, read_obj
from prop_choices import CHOICES, Choice
from sweet_home import PACKAGE, SHA256, VERSION, Furniture, Model, open_furniture
from write_manifest import Listed, write_manifest

OUT = Path(__file__).parents[2] / "src/groundplan/assets/data/props"
PALETTE = {
    "wood": "#8a6242", "darkwood": "#5a3d29", "metal": "#8d9196", "iron": "#3b3e42",
    "gold": "#c9a227", "dark": "#26272a", "stone": "#a39e95", "darkstone": "#6f6c68",
    "cloth": "#b7a88f", "white": "#e6e4df", "cream": "#e8dcc0", "black": "#17181a",
    "red": "#b3342c", "green": "#3f8f4a", "yellow": "#e0b83a", "orange": "#d9772e",
    "blue": "#3b66a8", "leaf": "#4c7a3a", "darkleaf": "#335b34", "soil": "#5b4636",
    "pale": "#e2d6c6",
}  # fmt: skip
"""Roles of `assets/surfaces.py` that a model's own colours are matched to."""
METALS = ("metal", "chrom", "inox", "steel", "iron", "alu", "silver")
ALIKE = 14.0
"""CIE76 difference below which two materials are one."""
ODD = 0.1
"""Beyond this error the stated size is of other axes: the model keeps its own proportions."""
COARSER = (1.0 / 300.0, 1.0 / 150.0, 1.0 / 80.0)
EPOCH = (1980, 1, 1, 0, 0, 0)
EVIDENCE = (
    "debian/copyright of the package: 'Files: BlendSwap-CC-0/* … License: CC0'; the folder's "
    "BLENDSWAP_LICENSE.txt: 'Creative Commons Zero (Public Domain)'"
)


def lab(color: tuple[float, float, float] | np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* of sRGB 0..1 (IEC 61966-2-1, D65)."""
    c = np.asarray(color, dtype=np.float64)
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    rows = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = (np.array(rows) @ linear) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16.0 / 116.0)
    return np.array([116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])])


def from_hex(code: str) -> tuple[float, float, float]:
    """Return sRGB 0..1."""
    red, green, blue = (int(code[k : k + 2], 16) / 255.0 for k in (1, 3, 5))
    return red, green, blue


def area(points: np.ndarray, faces: np.ndarray) -> float:
    """Return the surface [the points' unit squared]."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    return float(0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1).sum())


def main_material(points: np.ndarray, materials: list[Surfacing], chosen: Choice) -> Surfacing:
    """Return the material that takes the entity's own colour."""
    for material in materials:
        if chosen.main and chosen.main in material.name:
            return material
    solid = [m for m in materials if m.opacity > 0.6] or materials
    return max(solid, key=lambda m: area(points, m.faces))


def role_of(material: Surfacing, main: Surfacing, chosen: Choice) -> str:
    """Return the role that comes nearest to a material."""
    for part, role in chosen.roles.items():
        if part in material.name:
            return role
    if material.opacity <= 0.6 and material is not main:
        return "glass"
    if material is main:
        return "main"
    if any(word in material.name.lower() for word in METALS):
        return "metal"
    own = lab(material.color)
    if np.linalg.norm(own - lab(main.color)) < ALIKE:
        return "main"
    return min(PALETTE, key=lambda role: float(np.linalg.norm(own - lab(from_hex(PALETTE[role])))))


def welded(
    points: np.ndarray, faces: np.ndarray, *, share: float = 1e-5
) -> tuple[np.ndarray, np.ndarray]:
    """Return used points, those within a share of the size joined, and faces that have area."""
    step = share * float(np.ptp(points, axis=0).max())
    used, index = np.unique(faces.reshape(-1), return_inverse=True)
    grid = np.rint(points[used] / step).astype(np.int64)
    _, first, inverse = np.unique(grid, axis=0, return_index=True, return_inverse=True)
    joined = inverse.reshape(-1)[index].reshape(-1, 3)
    real = (joined[:, 0] != joined[:, 1]) & (joined[:, 1] != joined[:, 2])
    real &= joined[:, 2] != joined[:, 0]
    turned = np.stack([np.roll(joined, -k, axis=1) for k in range(3)], axis=1)
    lead = np.argmin(joined, axis=1)
    key = turned[np.arange(len(joined)), lead]
    _, once = np.unique(key, axis=0, return_index=True)
    kept = np.zeros(len(joined), dtype=bool)
    kept[once] = True
    return points[used][first], joined[real & kept]


def placed(points: np.ndarray, model: Model, chosen: Choice) -> tuple[np.ndarray, float]:
    """Return points in metres, upright, facing +Z; and the worst error of the proportions."""
    upright = points @ np.array(model.rotation).reshape(3, 3).T if model.rotation else points
    stated = np.array(model.size_m)
    extent = np.ptp(upright, axis=0)
    factors = stated / np.maximum(extent, 1e-12)
    error = float(np.abs(factors / np.median(factors) - 1.0).max())
    if error > ODD:
        factors = np.full(3, np.median(factors))
    metric = upright * factors
    sine, cosine = round(np.sin(np.radians(chosen.yaw))), round(np.cos(np.radians(chosen.yaw)))
    turn = np.array([[cosine, 0.0, sine], [0.0, 1.0, 0.0], [-sine, 0.0, cosine]])
    return metric @ turn.T, error


def reduced(points: np.ndarray, faces: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the mesh with at most about that many triangles (quadric error collapse).

    What cannot collapse further because it is in pieces is joined on ever coarser grids first.
    """
    for share in COARSER:
        if len(faces) <= most:
            break
        new_points, new_faces = fast_simplification.simplify(
            points.astype(np.float32), faces.astype(np.int32), target_count=most, agg=5
        )
        points, faces = welded(new_points.astype(np.float64), new_faces.astype(np.int64))
        if len(faces) > 1.3 * most:
            points, faces = welded(points, faces, share=share)
    return points, faces


def bake(name: str, chosen: Choice, furniture: Furniture) -> tuple[bytes, str]:
    """Return the file of one prop, and a line about it."""
    model = furniture.models[chosen.model]
    raw, materials = read_obj(model.path, furniture.read, furniture.has)
    materials = [m for m in materials if not any(d in m.name for d in chosen.drop)]
    used = np.unique(np.concatenate([m.faces.reshape(-1) for m in materials]))
    mask = np.zeros(len(raw), dtype=np.int64)
    mask[used] = np.arange(len(used))
    points, error = placed(raw[used], model, chosen)
    whole = [(m, mask[m.faces]) for m in materials]
    shifted = [Surfacing(name=m.name, color=m.color, opacity=m.opacity, faces=f) for m, f in whole]
    main = main_material(points, shifted, chosen)
    by_role: dict[str, list[np.ndarray]] = {}
    for material in shifted:
        by_role.setdefault(role_of(material, main, chosen), []).append(material.faces)
    groups = {r: welded(points, np.concatenate(f)) for r, f in sorted(by_role.items())}
    weights = {r: len(f) ** 0.75 for r, (_, f) in groups.items()}
    total = sum(weights.values())
    meshes = {
        role: reduced(*mesh, max(int(chosen.triangles * weights[role] / total), 24))
        for role, mesh in groups.items()
    }
    color = "#" + "".join(f"{round(255 * v):02x}" for v in main.color)
    count = sum(len(f) for _, f in meshes.values())
    before = sum(len(f) for _, f in groups.values())
    size = tuple(round(float(v), 4) for v in np.ptp(points, axis=0))
    line = f"{name:18} {size!s:26} {color} {before:7} -> {count:5} x{error:5.2f} {[*meshes]}"
    return packed(meshes), line


def in_steps(points: np.ndarray, low: np.ndarray, extent: np.ndarray) -> np.ndarray:
    """Return points as 16-bit steps over a box."""
    return np.rint((points - low) / np.maximum(extent, 1e-12) * 65535.0).astype("<u2")


def with_area(
    mesh: tuple[np.ndarray, np.ndarray], low: np.ndarray, extent: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the mesh without faces that vanish once their points are in steps."""
    points, faces = mesh
    coarse = in_steps(points, low, extent) / 65535.0 * extent
    a, b, c = (coarse[faces[:, k]] for k in range(3))
    doubled = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    kept = faces[doubled > 1e-9 * float(extent.max()) ** 2]
    used, index = np.unique(kept.reshape(-1), return_inverse=True)
    return points[used], index.reshape(-1, 3)


def packed(meshes: dict[str, tuple[np.ndarray, np.ndarray]]) -> bytes:
    """Return a compressed .npz of 16-bit points; the same meshes give the same bytes."""
    points = np.concatenate([p for p, _ in meshes.values()])
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    meshes = {role: with_area(mesh, low, extent) for role, mesh in meshes.items()}
    points = np.concatenate([p for p, _ in meshes.values()])
    steps = in_steps(points, low, extent)
    arrays = {
        "extent_m": extent.astype("<f8"),
        "faces": np.concatenate([f for _, f in meshes.values()]).astype("<u2"),
        "face_counts": np.array([len(f) for _, f in meshes.values()], "<i4"),
        "point_counts": np.array([len(p) for p, _ in meshes.values()], "<i4"),
        "roles": np.array([*meshes]),
        "steps": steps,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for key in sorted(arrays):
            one = io.BytesIO()
            np.lib.format.write_array(one, np.ascontiguousarray(arrays[key]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{key}.npy", date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, one.getvalue(), compresslevel=9)
    return buffer.getvalue()


def listing(name: str, chosen: Choice, furniture: Furniture) -> Listed:
    """Return why a prop may be shipped."""
    model = furniture.models[chosen.model]
    source = {
        "package": PACKAGE, "version": VERSION, "sha256": SHA256,
        "path": f"BlendSwap-CC-0.sh3f!/{model.path}",
    }  # fmt: skip
    return Listed(
        id=f"prop-{name}", file=f"{name}.npz", author=f"{model.author}, via Blend Swap",
        source=source, evidence=EVIDENCE,
        modifications="welded, decimated, turned to face +Z, 16-bit points, colours as roles",
        attribution=f"{model.name}: {model.author} on Blend Swap, collected by eTeks (CC0-1.0).",
    )  # fmt: skip


def main() -> None:
    """Bake every chosen prop."""
    furniture = open_furniture(Path(sys.argv[1]))
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    listed: list[Listed] = []
    for name, chosen in sorted(CHOICES.items()):
        data, line = bake(name, chosen, furniture)
        (OUT / f"{name}.npz").write_bytes(data)
        listed.append(listing(name, chosen, furniture))
        print(line, f"{len(data) // 1000} kB")
    write_manifest(OUT, listed)
    print(len(listed), "props", sum(f.stat().st_size for f in OUT.iterdir()) // 1000, "kB")


if __name__ == "__main__":
    main()
