"""Measure the baked body against bodies of the original model (see `anny_reference.py`).

python tools/assets/measure_human_error.py REFERENCE.npz
"""

import sys
import time

import numpy as np

from groundplan.assets.human_shape.data import packed, shape_basis
from groundplan.assets.human_shape.phenotype import Phenotype
from groundplan.assets.human_shape.shape import points_of

_FIELDS = ("gender", "age", "muscle", "weight", "height", "proportions")


def main() -> None:
    """Print the errors of vertices and joints, and what one body costs."""
    reference = np.load(sys.argv[1])
    body, basis = packed("body"), shape_basis(fine=True)
    row = {int(index): k for k, index in enumerate(reference["base_index"])}
    rows = [row[int(index)] for index in body["base_index"]]
    bones = [list(reference["bones"]).index(bone) for bone in body["bones"]]
    vertex, joint, cost = [], [], []
    for values, points, heads in zip(
        reference["phenotypes"], reference["points"], reference["heads"], strict=True
    ):
        start = time.perf_counter()
        found = points_of(basis, Phenotype(**dict(zip(_FIELDS, map(float, values), strict=True))))
        cost.append(time.perf_counter() - start)
        vertex.append(np.linalg.norm(found[: len(rows)] - _turned(points[rows]), axis=1))
        joint.append(np.linalg.norm(found[len(rows) :] - _turned(heads[bones]), axis=1))
    for name, gaps in (("vertex", np.array(vertex)), ("joint", np.array(joint))):
        print(f"{name}: mean {gaps.mean() * 1e3:.4f} mm, worst {gaps.max() * 1e3:.4f} mm")
    names = [str(bone) for bone in body["bones"]]
    worst = dict(zip(names, np.array(joint).max(axis=0) * 1e3, strict=True))
    print("joints over 0.1 mm:", {k: round(v, 2) for k, v in worst.items() if v > 0.1})
    print(f"{len(cost)} bodies, fine mesh: median {np.median(cost) * 1e3:.1f} ms each")


def _turned(points: np.ndarray) -> np.ndarray:
    """Turn Z up, facing -Y, into Y up, facing +Z."""
    return np.stack([points[:, 0], points[:, 2], -points[:, 1]], axis=1)


if __name__ == "__main__":
    main()
