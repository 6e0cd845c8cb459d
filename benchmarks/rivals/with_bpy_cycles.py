"""Blender's Cycles on the common scene, one sample: the engine that delivers truth passes."""
# pyright: basic
# The rival is not a dependency of ours: it is imported when found, and has no types.

from posed import Drawing, Scene, time_rival
from with_bpy import blender_drawing


def start(scene: Scene) -> Drawing:
    """Set Cycles up with one sample, and the passes that ours have too."""
    import bpy

    drawing = blender_drawing(scene, "CYCLES")
    stage = bpy.context.scene
    stage.cycles.samples = 1
    stage.cycles.use_denoising = False
    layer = stage.view_layers[0]
    layer.use_pass_z = layer.use_pass_normal = layer.use_pass_object_index = True
    return drawing


if __name__ == "__main__":
    time_rival(
        "bpy", delivers="Cycles, 1 sample: picture with shadow, depth, normals, ids", start=start
    )
