"""Blender on the common scene, where `bpy` is installed: Cycles, one sample, with its passes."""
# pyright: basic
# The rival is not a dependency of ours: it is imported when found, and has no types.

import tempfile
from pathlib import Path

import numpy as np
from posed import Posed, time_rival

from groundplan.scene.stage import Stage


def start(stage: Stage, size_px: tuple[int, int]):
    """Build the scene and return what draws one frame."""
    import bpy
    from mathutils import Matrix

    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.samples = 1
    scene.render.resolution_x, scene.render.resolution_y = size_px
    scene.render.filepath = str(Path(tempfile.mkdtemp()) / "frame")
    layer = scene.view_layers[0]
    layer.use_pass_z = layer.use_pass_normal = layer.use_pass_vector = True
    bodies = []
    for n, item in enumerate(stage.items):
        mesh = bpy.data.meshes.new(f"m{n}")
        mesh.from_pydata(item.mesh.positions.tolist(), [], item.mesh.triangles.tolist())
        body = bpy.data.objects.new(f"o{n}", mesh)
        scene.collection.objects.link(body)
        bodies.append(body)
    sun = bpy.data.objects.new("sun", bpy.data.lights.new("sun", "SUN"))
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    for thing in (sun, camera):
        scene.collection.objects.link(thing)
    scene.camera = camera
    camera.data.sensor_fit, camera.data.sensor_height = "VERTICAL", float(size_px[1])

    def draw(frame: Posed) -> None:
        for body, matrix in zip(bodies, frame.matrices, strict=True):
            body.matrix_world = Matrix(matrix.tolist())
        for n, posed in frame.skinned.items():
            bodies[n].data.vertices.foreach_set("co", np.ascontiguousarray(posed).ravel())
            bodies[n].data.update()
        camera.matrix_world = Matrix(frame.camera.world_from_camera.tolist())
        camera.data.lens = float(frame.camera.intrinsics_px[1, 1])
        bpy.ops.render.render(write_still=True)

    return draw


if __name__ == "__main__":
    time_rival("bpy", delivers="picture with shadow, depth, normals, motion", start=start)
