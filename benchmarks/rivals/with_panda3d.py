"""Panda3D on the common scene: a lit picture, off screen, by its software renderer."""
# pyright: basic
# The rival is not a dependency of ours: it is imported when found, and has no types.

import numpy as np
from posed import Drawing, Posed, Scene, Shape, time_rival


def _node(shape: Shape):
    from panda3d import core

    layout = core.GeomVertexFormat.getV3n3()
    data = core.GeomVertexData("", layout, core.Geom.UHDynamic)
    data.uncleanSetNumRows(len(shape.positions))
    _fill(data, shape.positions, shape.normals)
    faces = core.GeomTriangles(core.Geom.UHStatic)
    faces.setIndexType(core.Geom.NTUint32)
    index = faces.modifyVertices()
    index.uncleanSetNumRows(shape.triangles.size)
    memoryview(index).cast("B")[:] = shape.triangles.astype(np.uint32).tobytes()
    geometry = core.Geom(data)
    geometry.addPrimitive(faces)
    node = core.GeomNode("")
    node.addGeom(geometry)
    return node


def _fill(data, positions: np.ndarray, normals: np.ndarray) -> None:
    rows = np.hstack([positions, normals]).astype(np.float32)
    memoryview(data.modifyArray(0)).cast("B")[:] = rows.tobytes()


def start(scene: Scene) -> Drawing:
    """Build the scene and return what draws one frame."""
    from panda3d import core

    width, height = scene.size_px
    core.loadPrcFileData(
        "", f"window-type offscreen\nload-display p3tinydisplay\nwin-size {width} {height}"
    )
    from direct.showbase.ShowBase import ShowBase

    base = ShowBase(windowType="offscreen")
    base.disableMouse()
    light = base.render.attachNewNode(core.DirectionalLight("sun"))
    light.lookAt(*scene.sun)
    base.render.setLight(light)
    nodes = []
    for shape in scene.shapes:
        node = base.render.attachNewNode(_node(shape))
        node.setColor(*shape.color, 1)
        nodes.append(node)
    texture = core.Texture()
    base.win.addRenderTexture(texture, core.GraphicsOutput.RTMCopyRam)
    lens = base.cam.node().getLens()
    turn = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1.0]])

    def draw(frame: Posed) -> None:
        for node, matrix in zip(nodes, frame.matrices, strict=True):
            node.setMat(core.LMatrix4(*(float(v) for v in matrix.T.ravel())))
        for n, (positions, normals) in frame.skinned.items():
            _fill(nodes[n].node().modifyGeom(0).modifyVertexData(), positions, normals)
        lens.setFilmSize(width, height)
        lens.setFocalLength(float(frame.intrinsics_px[1, 1]))
        lens.setNearFar(0.1, 100)
        camera = frame.world_from_camera @ turn
        base.cam.setMat(core.LMatrix4(*(float(v) for v in camera.T.ravel())))
        base.graphicsEngine.renderFrame()

    def picture() -> np.ndarray:
        if not texture.hasRamImage():
            return np.zeros((height, width, 3), dtype=np.uint8)
        shape = (texture.getYSize(), texture.getXSize(), texture.getNumComponents())
        data = np.frombuffer(texture.getRamImageAs("RGB"), dtype=np.uint8)
        return data.reshape(shape[0], shape[1], 3)[::-1]

    return Drawing(draw=draw, picture=picture)


if __name__ == "__main__":
    time_rival("panda3d", delivers="picture without shadow", start=start)
