"""MuJoCo on the common scene: picture, depth, ids, off screen; walkers keep one pose."""
# pyright: basic
# The rival is not a dependency of ours: it is imported when found, and has no types.

import os

import numpy as np
from posed import Drawing, Posed, Scene, time_rival

os.environ.setdefault("MUJOCO_GL", "egl")


def _quaternion(rotation: np.ndarray) -> np.ndarray:
    """Return w, x, y, z of a rotation matrix."""
    import mujoco

    found = np.zeros(4)
    mujoco.mju_mat2Quat(found, rotation.ravel())
    return found


def start(scene: Scene) -> Drawing:
    """Build the scene and return what draws one frame."""
    import mujoco

    spec = mujoco.MjSpec()
    spec.visual.global_.offwidth, spec.visual.global_.offheight = scene.size_px
    spec.worldbody.add_light(pos=[-10 * v for v in scene.sun], dir=list(scene.sun), castshadow=True)
    first = scene.frames[0]
    size = np.cbrt(np.linalg.det(first.matrices[:, :3, :3]))
    for n, shape in enumerate(scene.shapes):
        posed = first.skinned[n][0] if n in first.skinned else shape.positions
        spec.add_mesh(
            name=f"m{n}", uservert=(posed * size[n]).ravel(), userface=shape.triangles.ravel(),
            inertia=mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL,
        )  # fmt: skip
        spec.worldbody.add_body(name=f"b{n}", mocap=True).add_geom(
            type=mujoco.mjtGeom.mjGEOM_MESH, meshname=f"m{n}", rgba=[*shape.color, 1],
            contype=0, conaffinity=0,
        )  # fmt: skip
    height = scene.size_px[1]
    angle = 2 * np.degrees(np.arctan(height / 2 / first.intrinsics_px[1, 1]))
    spec.worldbody.add_body(name="tripod", mocap=True).add_camera(name="eye", fovy=angle)
    model = spec.compile()
    data = mujoco.MjData(model)
    renderer = mujoco.Renderer(model, scene.size_px[1], scene.size_px[0])
    rows = [model.body(f"b{n}").mocapid[0] for n in range(len(scene.shapes))]
    tripod = model.body("tripod").mocapid[0]
    last = [np.zeros((1, 1, 3), dtype=np.uint8)]

    def draw(frame: Posed) -> None:
        for n, row in enumerate(rows):
            data.mocap_pos[row] = frame.matrices[n, :3, 3]
            data.mocap_quat[row] = _quaternion(frame.matrices[n, :3, :3] / size[n])
        data.mocap_pos[tripod] = frame.world_from_camera[:3, 3]
        data.mocap_quat[tripod] = _quaternion(frame.world_from_camera[:3, :3])
        mujoco.mj_kinematics(model, data)
        mujoco.mj_camlight(model, data)
        renderer.update_scene(data, "eye")
        last[0] = renderer.render()
        renderer.enable_depth_rendering()
        renderer.render()
        renderer.disable_depth_rendering()
        renderer.enable_segmentation_rendering()
        renderer.render()
        renderer.disable_segmentation_rendering()

    return Drawing(draw=draw, picture=lambda: last[0])


if __name__ == "__main__":
    time_rival(
        "mujoco", delivers="picture with shadow, depth, ids; walkers keep one pose", start=start
    )
