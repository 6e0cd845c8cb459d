"""Runs pycolmap in a process of its own, which may abort or hang: `python -m ... FOLDER`.

It reads `request.json` and the pictures in the folder, and writes `answer.json`.
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# pycolmap is an extra without type stubs, met in this file alone.

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pycolmap
from pydantic import TypeAdapter

from groundplan.adherence.crosscheck.messages import (
    ANSWER,
    MASKS,
    PICTURES,
    REQUEST,
    Answer,
    Request,
)

__all__ = ["main"]

_SEED: Final = 1
_LEAST_ANGLE_DEG: Final = 4.0
_LEAST_MODEL: Final = 3
_LEAST_INLIERS: Final = 40
_REQUEST: Final = TypeAdapter(Request)
_ANSWER: Final = TypeAdapter(Answer)


def main(folder: Path) -> None:
    """Reconstruct the cameras of the pictures in a folder."""
    request = _REQUEST.validate_json((folder / REQUEST).read_bytes())
    pycolmap.set_random_seed(_SEED)
    pycolmap.logging.minloglevel = 2
    _match(folder, request)
    sparse = folder / "sparse"
    sparse.mkdir()
    models = pycolmap.incremental_mapping(
        folder / "pictures.db", folder / PICTURES, sparse, _mapping(request)
    )
    best = max(models.values(), key=lambda model: model.num_reg_images(), default=None)
    answer = Answer() if best is None else _answer(best)
    (folder / ANSWER).write_bytes(_ANSWER.dump_json(answer))


def _match(folder: Path, request: Request) -> None:
    width, height = request.size_px
    reader = pycolmap.ImageReaderOptions()
    reader.camera_model = "SIMPLE_PINHOLE"
    reader.camera_params = f"{request.focal_px},{width / 2},{height / 2}"
    reader.mask_path = str(folder / MASKS)
    extraction = pycolmap.FeatureExtractionOptions()
    extraction.num_threads = request.threads
    matching = pycolmap.FeatureMatchingOptions()
    matching.num_threads = request.threads
    database, pictures = folder / "pictures.db", folder / PICTURES
    pycolmap.extract_features(
        database, pictures, camera_mode=pycolmap.CameraMode.SINGLE, reader_options=reader,
        extraction_options=extraction, device=pycolmap.Device.cpu,
    )  # fmt: skip
    pycolmap.match_exhaustive(database, matching_options=matching, device=pycolmap.Device.cpu)


def _mapping(request: Request) -> "pycolmap.IncrementalPipelineOptions":
    options = pycolmap.IncrementalPipelineOptions()
    options.num_threads, options.random_seed = request.threads, _SEED
    options.min_model_size, options.extract_colors = _LEAST_MODEL, False
    options.multiple_models = True
    options.ba_refine_focal_length = request.focal_is_free
    options.ba_refine_extra_params = False
    mapper = options.mapper
    # A straight dolly is refused by default.
    mapper.init_max_forward_motion = 1.0
    mapper.init_min_tri_angle = _LEAST_ANGLE_DEG
    mapper.init_min_num_inliers = _LEAST_INLIERS
    mapper.abs_pose_refine_focal_length = request.focal_is_free
    mapper.abs_pose_refine_extra_params = False
    mapper.num_threads, mapper.random_seed = request.threads, _SEED
    options.triangulation.random_seed = _SEED
    return options


def _answer(model: "pycolmap.Reconstruction") -> Answer:
    poses = {
        int(Path(image.name).stem): image.cam_from_world().matrix().tolist()
        for image in model.images.values()
        if image.has_pose
    }
    errors = sorted(float(point.error) for point in model.points3D.values())
    camera = next(iter(model.cameras.values()))
    angles = sorted(_parallaxes(model))
    return _ANSWER.validate_python(
        {
            "camera_from_world": poses,
            "focal_px": float(camera.params[0]),
            "reprojection_px": errors[len(errors) // 2] if errors else None,
            "parallax_rad": angles[len(angles) // 2] if angles else 0.0,
            "point_count": len(errors),
        }
    )


def _parallaxes(model: "pycolmap.Reconstruction") -> Iterator[float]:
    """Yield, of each point, the largest angle between rays from the first of its cameras."""
    for point in model.points3D.values():
        centres = np.array(
            [model.images[one.image_id].projection_center() for one in point.track.elements]
        )
        rays = point.xyz - centres
        rays /= np.sqrt(np.sum(rays * rays, axis=1, keepdims=True))
        apart = np.sqrt(np.max(np.sum((rays - rays[:1]) ** 2, axis=1)))
        yield float(2.0 * np.arcsin(min(apart / 2.0, 1.0)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
