"""VTK on the common scene: a lit picture and its depth, off screen."""
# pyright: basic
# The rival is not a dependency of ours: it is imported when found, and has no types.

import math

import numpy as np
from posed import Drawing, Posed, Scene, time_rival


def start(scene: Scene) -> Drawing:
    """Build the scene and return what draws one frame."""
    import vtk
    from vtk.util import numpy_support as arrays

    width, height = scene.size_px
    renderer, window = vtk.vtkRenderer(), vtk.vtkRenderWindow()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    window.SetSize(width, height)
    window.AddRenderer(renderer)
    light = vtk.vtkLight()
    light.SetPosition(*(-10 * v for v in scene.sun))
    renderer.AddLight(light)
    actors, bodies = [], []
    for shape in scene.shapes:
        body, mapper, actor = vtk.vtkPolyData(), vtk.vtkPolyDataMapper(), vtk.vtkActor()
        place = vtk.vtkPoints()
        place.SetData(arrays.numpy_to_vtk(shape.positions, deep=True))
        body.SetPoints(place)
        body.GetPointData().SetNormals(arrays.numpy_to_vtk(shape.normals, deep=True))
        count = len(shape.triangles)
        cells = np.hstack([np.full((count, 1), 3), shape.triangles]).astype(np.int64)
        faces = vtk.vtkCellArray()
        faces.SetCells(count, arrays.numpy_to_vtkIdTypeArray(cells.ravel(), deep=True))
        body.SetPolys(faces)
        mapper.SetInputData(body)
        actor.SetMapper(mapper)
        actor.GetProperty().SetColor(*shape.color)
        renderer.AddActor(actor)
        actors.append(actor)
        bodies.append(body)
    depth = vtk.vtkFloatArray()
    color = vtk.vtkUnsignedCharArray()

    def draw(frame: Posed) -> None:
        for actor, matrix in zip(actors, frame.matrices, strict=True):
            turn = vtk.vtkMatrix4x4()
            turn.DeepCopy(matrix.ravel())
            actor.SetUserMatrix(turn)
        for n, (positions, normals) in frame.skinned.items():
            bodies[n].GetPoints().SetData(arrays.numpy_to_vtk(positions, deep=True))
            bodies[n].GetPointData().SetNormals(arrays.numpy_to_vtk(normals, deep=True))
            bodies[n].Modified()
        m = frame.world_from_camera
        view = renderer.GetActiveCamera()
        view.SetPosition(*m[:3, 3])
        view.SetFocalPoint(*(m[:3, 3] - m[:3, 2]))
        view.SetViewUp(*m[:3, 1])
        view.SetViewAngle(math.degrees(2 * math.atan(height / 2 / frame.intrinsics_px[1, 1])))
        view.SetClippingRange(0.1, 100)
        window.Render()
        window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 1, color)
        window.GetZbufferData(0, 0, width - 1, height - 1, depth)

    def picture() -> np.ndarray:
        return arrays.vtk_to_numpy(color).reshape(height, width, 4)[::-1]

    return Drawing(draw=draw, picture=picture)


if __name__ == "__main__":
    time_rival("vtk", delivers="picture without shadow, depth", start=start)
