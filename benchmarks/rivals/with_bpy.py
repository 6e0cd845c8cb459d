"""Blender's Workbench on the common scene, where `bpy` is installed: its quickest engine."""
# pyright: basic
# The rival is not a dependency of ours: it is imported when found, and has no types.

import tempfile
from pathlib import Path

import numpy as np
from posed import Drawing, Posed, Scene, time_rival


def blender_drawing(scene: Scene, engine: str) -> Drawing:
    """Build the scene in Blender and return what draws one frame, written as OpenEXR layers."""
    import bpy
    from mathutils import Matrix

    bpy.ops.wm.read_factory_settings(use_empty=True)
    stage = bpy.context.scene
    stage.render.engine = engine
    stage.render.resolution_x, stage.render.resolution_y = scene.size_px
    stage.render.resolution_percentage = 100
    stage.render.image_settings.media_type = "MULTI_LAYER_IMAGE"
    stage.render.image_settings.exr_codec = "NONE"
    folder = Path(tempfile.mkdtemp())
    stage.render.filepath = str(folder / "frame.exr")
    bodies = [_body(bpy, n, shape) for n, shape in enumerate(scene.shapes)]
    _light(bpy, scene)
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    stage.collection.objects.link(camera)
    stage.camera = camera
    camera.data.sensor_fit, camera.data.sensor_height = "VERTICAL", float(scene.size_px[1])

    def draw(frame: Posed) -> None:
        for body, matrix in zip(bodies, frame.matrices, strict=True):
            body.matrix_world = Matrix(matrix.tolist())
        for n, (positions, _) in frame.skinned.items():
            bodies[n].data.vertices.foreach_set("co", np.ascontiguousarray(positions).ravel())
            bodies[n].data.update()
        camera.matrix_world = Matrix(frame.world_from_camera.tolist())
        camera.data.lens = float(frame.intrinsics_px[1, 1])
        bpy.ops.render.render(write_still=True)

    def picture() -> np.ndarray:
        stage.render.image_settings.media_type = "IMAGE"
        stage.render.image_settings.file_format = "BMP"
        stage.render.filepath = str(folder / "frame.bmp")
        bpy.ops.render.render(write_still=True)
        image = bpy.data.images.load(str(folder / "frame.bmp"))
        pixels = np.empty(len(image.pixels), dtype=np.float32)
        image.pixels.foreach_get(pixels)
        width, height = image.size
        return (pixels.reshape(height, width, -1)[::-1, :, :3] * 255 + 0.5).astype(np.uint8)

    return Drawing(draw=draw, picture=picture)


def _body(bpy, number: int, shape):
    mesh = bpy.data.meshes.new(f"m{number}")
    mesh.from_pydata(shape.positions.tolist(), [], shape.triangles.tolist())
    mesh.shade_smooth()
    material = bpy.data.materials.new(f"c{number}")
    material.diffuse_color = (*shape.color, 1.0)
    material.use_nodes = True
    material.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (
        *shape.color, 1.0,
    )  # fmt: skip
    mesh.materials.append(material)
    body = bpy.data.objects.new(f"o{number}", mesh)
    body.pass_index = number + 1
    bpy.context.scene.collection.objects.link(body)
    return body


def _light(bpy, scene: Scene) -> None:
    from mathutils import Vector

    lamp = bpy.data.lights.new("sun", "SUN")
    lamp.energy = 3.0
    sun = bpy.data.objects.new("sun", lamp)
    sun.rotation_euler = Vector(scene.sun).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(sun)
    world = bpy.data.worlds.new("sky")
    world.color = (0.3, 0.35, 0.45)
    bpy.context.scene.world = world


def start(scene: Scene) -> Drawing:
    """Set Workbench up, with its depth."""
    import bpy

    drawing = blender_drawing(scene, "BLENDER_WORKBENCH")
    stage = bpy.context.scene
    stage.display.shading.light = "STUDIO"
    stage.display.shading.color_type = "MATERIAL"
    stage.display.render_aa = "OFF"
    stage.view_layers[0].use_pass_z = True
    return drawing


if __name__ == "__main__":
    time_rival("bpy", delivers="Workbench: picture without shadow, depth", start=start)
