"""MuJoCo on the common scene: picture, depth, ids, off screen; nothing moves: its advantage."""
# pyright: basic
# The rival is not a dependency of ours: it is imported when found, and has no types.

import os

from posed import Posed, posed_frames, time_rival

from groundplan.scene.stage import Stage

os.environ.setdefault("MUJOCO_GL", "egl")


def start(stage: Stage, size_px: tuple[int, int]):
    """Build the scene and return what draws one frame."""
    import mujoco

    spec = mujoco.MjSpec()
    spec.visual.global_.offwidth, spec.visual.global_.offheight = size_px
    spec.worldbody.add_light(pos=[5, 9, 6], dir=[-5, -9, -6], castshadow=True)
    matrices = posed_frames(stage)[0].matrices
    for n, (item, matrix) in enumerate(zip(stage.items, matrices, strict=True)):
        mesh = item.mesh
        placed = mesh.positions @ matrix[:3, :3].T + matrix[:3, 3]
        spec.add_mesh(
            name=f"m{n}", uservert=placed.ravel(), userface=mesh.triangles.ravel(),
            inertia=mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL,
        )  # fmt: skip
        spec.worldbody.add_geom(
            type=mujoco.mjtGeom.mjGEOM_MESH, meshname=f"m{n}",
            rgba=[*item.material.base_color, 1], contype=0, conaffinity=0,
        )  # fmt: skip
    model = spec.compile()
    data = mujoco.MjData(model)
    renderer = mujoco.Renderer(model, size_px[1], size_px[0])
    view = mujoco.MjvCamera()
    view.type = mujoco.mjtCamera.mjCAMERA_FREE
    view.lookat[:] = 0, 0.9, 0
    view.distance = 7.2
    model.vis.global_.fovy = 40

    def draw(_: Posed) -> None:
        mujoco.mj_forward(model, data)
        renderer.update_scene(data, view)
        renderer.render()
        renderer.enable_depth_rendering()
        renderer.render()
        renderer.disable_depth_rendering()
        renderer.enable_segmentation_rendering()
        renderer.render()
        renderer.disable_segmentation_rendering()

    return draw


if __name__ == "__main__":
    time_rival("mujoco", delivers="picture with shadow, depth, ids", start=start)
