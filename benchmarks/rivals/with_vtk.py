"""VTK on the common scene: a lit picture and its depth, off screen."""
# pyright: basic
# The rival is not a dependency of ours: it is imported when found, and has no types.

import math

import numpy as np
from posed import Posed, time_rival

from groundplan.scene.stage import Stage


def start(stage: Stage, size_px: tuple[int, int]):
    """Build the scene and return what draws one frame."""
    import vtk
    from vtk.util import numpy_support as arrays

    renderer, window = vtk.vtkRenderer(), vtk.vtkRenderWindow()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    window.SetSize(*size_px)
    window.AddRenderer(renderer)
    light = vtk.vtkLight()
    light.SetPosition(5, 9, 6)
    renderer.AddLight(light)
    actors, points = [], []
    for item in stage.items:
        body, mapper, actor = vtk.vtkPolyData(), vtk.vtkPolyDataMapper(), vtk.vtkActor()
        place = vtk.vtkPoints()
        place.SetData(arrays.numpy_to_vtk(item.mesh.positions, deep=True))
        body.SetPoints(place)
        body.GetPointData().SetNormals(arrays.numpy_to_vtk(item.mesh.normals, deep=True))
        count = len(item.mesh.triangles)
        cells = np.hstack([np.full((count, 1), 3), item.mesh.triangles]).astype(np.int64)
        faces = vtk.vtkCellArray()
        faces.SetCells(count, arrays.numpy_to_vtkIdTypeArray(cells.ravel(), deep=True))
        body.SetPolys(faces)
        mapper.SetInputData(body)
        actor.SetMapper(mapper)
        actor.GetProperty().SetColor(*item.material.base_color)
        renderer.AddActor(actor)
        actors.append(actor)
        points.append(place)
    depth = vtk.vtkFloatArray()
    color = vtk.vtkUnsignedCharArray()

    def draw(frame: Posed) -> None:
        for actor, matrix in zip(actors, frame.matrices, strict=True):
            turn = vtk.vtkMatrix4x4()
            turn.DeepCopy(matrix.ravel())
            actor.SetUserMatrix(turn)
        for n, posed in frame.skinned.items():
            points[n].SetData(arrays.numpy_to_vtk(posed, deep=True))
            points[n].Modified()
        m = frame.camera.world_from_camera
        view = renderer.GetActiveCamera()
        view.SetPosition(*m[:3, 3])
        view.SetFocalPoint(*(m[:3, 3] - m[:3, 2]))
        view.SetViewUp(*m[:3, 1])
        focal = frame.camera.intrinsics_px[1, 1]
        view.SetViewAngle(math.degrees(2 * math.atan(size_px[1] / 2 / focal)))
        view.SetClippingRange(0.1, 100)
        window.Render()
        window.GetRGBACharPixelData(0, 0, size_px[0] - 1, size_px[1] - 1, 1, color)
        window.GetZbufferData(0, 0, size_px[0] - 1, size_px[1] - 1, depth)

    return draw


if __name__ == "__main__":
    time_rival("vtk", delivers="picture without shadow, depth", start=start)
