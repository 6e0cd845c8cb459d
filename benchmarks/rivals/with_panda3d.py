"""Panda3D on the common scene: a lit picture, off screen; walkers rest, to its advantage."""
# pyright: basic
# The rival is not a dependency of ours: it is imported when found, and has no types.

import numpy as np
from posed import Posed, time_rival

from groundplan.scene.stage import Item, Stage


def _node(item: Item):
    from panda3d import core

    layout = core.GeomVertexFormat.getV3n3()
    data = core.GeomVertexData("", layout, core.Geom.UHStatic)
    rows = np.hstack([item.mesh.positions, item.mesh.normals]).astype(np.float32)
    data.uncleanSetNumRows(len(rows))
    memoryview(data.modifyArray(0)).cast("B")[:] = rows.tobytes()
    faces = core.GeomTriangles(core.Geom.UHStatic)
    faces.setIndexType(core.Geom.NTUint32)
    index = faces.modifyVertices()
    index.uncleanSetNumRows(item.mesh.triangles.size)
    memoryview(index).cast("B")[:] = item.mesh.triangles.astype(np.uint32).tobytes()
    geometry = core.Geom(data)
    geometry.addPrimitive(faces)
    node = core.GeomNode("")
    node.addGeom(geometry)
    return node


def start(stage: Stage, size_px: tuple[int, int]):
    """Build the scene and return what draws one frame."""
    from panda3d import core

    core.loadPrcFileData(
        "", f"window-type offscreen\nload-display p3tinydisplay\nwin-size {size_px[0]} {size_px[1]}"
    )
    from direct.showbase.ShowBase import ShowBase

    base = ShowBase(windowType="offscreen")
    base.disableMouse()
    light = base.render.attachNewNode(core.DirectionalLight("sun"))
    light.lookAt(-5, -9, -6)
    base.render.setLight(light)
    nodes = []
    for item in stage.items:
        node = base.render.attachNewNode(_node(item))
        node.setColor(*item.material.base_color, 1)
        nodes.append(node)
    picture = core.Texture()
    base.win.addRenderTexture(picture, core.GraphicsOutput.RTMCopyRam)
    lens = base.cam.node().getLens()
    turn = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1.0]])

    def draw(frame: Posed) -> None:
        for node, matrix in zip(nodes, frame.matrices, strict=True):
            node.setMat(core.LMatrix4(*(float(v) for v in matrix.T.ravel())))
        focal = frame.camera.intrinsics_px[1, 1]
        lens.setFilmSize(*size_px)
        lens.setFocalLength(float(focal))
        lens.setNearFar(0.1, 100)
        camera = frame.camera.world_from_camera @ turn
        base.cam.setMat(core.LMatrix4(*(float(v) for v in camera.T.ravel())))
        base.graphicsEngine.renderFrame()

    return draw


if __name__ == "__main__":
    time_rival("panda3d", delivers="picture without shadow", start=start)
