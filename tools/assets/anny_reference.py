"""Write bodies of the original model to a file, to measure the baked one against.

Needs an environment with `torch` 2.13.0 and `anny` 0.6.2; the first construction takes minutes.

    ANNY_CACHE_DIR=CACHE python tools/assets/anny_reference.py REFERENCE.npz
"""

import sys

import anny
import numpy as np
import torch  # noqa: TID253  (the original model runs on it)

_PHENOTYPES = ("gender", "age", "muscle", "weight", "height", "proportions")
_BODIES = 40


def main() -> None:
    """Evaluate seeded random bodies at rest and store their parameters and points."""
    model = anny.Anny(local_changes="none", facial_actions="none").to(dtype=torch.float32)
    identity = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)
    rng = np.random.default_rng(0)
    asked = rng.uniform(size=(_BODIES, len(_PHENOTYPES)))
    asked[:, 1] = rng.uniform(-1.0 / 3.0, 1.0, size=_BODIES)
    points, heads = [], []
    for row in asked:
        phenotype = dict(zip(_PHENOTYPES, map(float, row), strict=True))
        with torch.no_grad():
            body = model(pose_parameters=identity, phenotype_kwargs=phenotype)
        points.append(body["rest_vertices"][0].numpy())
        heads.append(body["rest_bone_heads"][0].numpy())
    np.savez_compressed(
        sys.argv[1],
        phenotypes=asked,
        base_index=model.base_mesh_vertex_indices.numpy(),
        points=np.array(points),
        bones=np.array(list(map(str, model.bone_labels))),
        heads=np.array(heads),
    )


if __name__ == "__main__":
    main()
