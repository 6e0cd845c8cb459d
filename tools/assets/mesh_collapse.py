"""A coarser mesh on a subset of the same vertices: half-edge collapses by quadric error.

Both sides of a mirror-symmetric mesh are collapsed together, so that it stays symmetric.

Source:
    Quadric error: Garland and Heckbert, Surface Simplification Using Quadric Error Metrics,
    SIGGRAPH 1997, section 4; restricted to the two ends of an edge.
"""

import heapq
from collections.abc import Sequence

import numpy as np

__all__ = ["Collapser", "triangulated"]


def triangulated(quads: np.ndarray, mirror: np.ndarray) -> np.ndarray:
    """Return two triangles per quad; mirrored quads are cut along mirrored diagonals."""
    rank = np.minimum(np.arange(len(mirror)), mirror)[quads]
    odd = np.minimum(rank[:, 1], rank[:, 3]) < np.minimum(rank[:, 0], rank[:, 2])
    turned = np.where(odd[:, None], np.roll(quads, -1, axis=1), quads)
    return np.concatenate([turned[:, [0, 1, 2]], turned[:, [0, 2, 3]]])


class Collapser:
    """The state of a mesh while edges collapse."""

    def __init__(
        self, points: np.ndarray, faces: np.ndarray, *, mirror: np.ndarray, weight: np.ndarray
    ) -> None:
        """Start from triangles; `weight` per vertex scales its error, infinity holds it."""
        self._points, self._mirror, self._weight = points, mirror, weight
        self.faces: dict[int, tuple[int, int, int]] = {
            k: (int(a), int(b), int(c)) for k, (a, b, c) in enumerate(faces)
        }
        self._around: list[set[int]] = [set() for _ in points]
        for key, face in self.faces.items():
            for vertex in face:
                self._around[vertex].add(key)
        self._quadrics = self._first_quadrics(faces)
        self._rim = self._rim_vertices()
        self._heap: list[tuple[float, int, int]] = []
        for vertex in np.unique(faces):
            self._push(int(vertex))

    def _first_quadrics(self, faces: np.ndarray) -> np.ndarray:
        a, b, c = (self._points[faces[:, k]] for k in range(3))
        normal = np.cross(b - a, c - a)
        area = np.linalg.norm(normal, axis=1, keepdims=True)
        normal = normal / np.maximum(area, 1e-20)
        plane = np.concatenate([normal, -np.sum(normal * a, axis=1, keepdims=True)], axis=1)
        quadric = plane[:, :, None] * plane[:, None, :] * area[:, :, None]
        total = np.zeros((len(self._points), 4, 4))
        for k in range(3):
            np.add.at(total, faces[:, k], quadric)
        return total

    def _rim_vertices(self) -> set[int]:
        edges: dict[tuple[int, int], int] = {}
        for face in self.faces.values():
            for k in range(3):
                edge = (min(face[k], face[k - 1]), max(face[k], face[k - 1]))
                edges[edge] = edges.get(edge, 0) + 1
        return {vertex for edge, count in edges.items() if count != 2 for vertex in edge}

    def _neighbours(self, vertex: int) -> set[int]:
        return {v for key in self._around[vertex] for v in self.faces[key]} - {vertex}

    def _push(self, vertex: int) -> None:
        if vertex in self._rim or not np.isfinite(self._weight[vertex]):
            return
        own = self._mirror[vertex] == vertex
        others = [v for v in sorted(self._neighbours(vertex)) if not own or self._mirror[v] == v]
        if not others:
            return
        ends = np.concatenate([self._points[others], np.ones((len(others), 1))], axis=1)
        total = self._quadrics[others] + self._quadrics[vertex]
        error = np.einsum("ni,nij,nj->n", ends, total, ends)
        edge = np.linalg.norm(ends[:, :3] - self._points[vertex], axis=1)
        cost = (error + 1e-6 * edge**4) * self._weight[vertex]
        best = int(np.argmin(cost))
        heapq.heappush(self._heap, (float(cost[best]), vertex, others[best]))

    def _allowed(self, gone: int, kept: int) -> bool:
        shared = self._neighbours(gone) & self._neighbours(kept)
        if len(shared) != 2 or not self._around[gone]:
            return False
        for key in self._around[gone]:
            face = self.faces[key]
            if kept in face:
                continue
            moved = [kept if v == gone else v for v in face]
            before, after = self._normal(face), self._normal(moved)
            size = np.linalg.norm(before) * np.linalg.norm(after)
            if size < 1e-16 or float(before @ after) < 0.25 * size:
                return False
        return True

    def _normal(self, face: Sequence[int]) -> np.ndarray:
        a, b, c = (self._points[v] for v in face)
        return np.cross(b - a, c - a)

    def _collapse(self, gone: int, kept: int) -> None:
        touched = self._neighbours(gone)
        for key in list(self._around[gone]):
            face = self.faces[key]
            if kept in face:
                for v in face:
                    self._around[v].discard(key)
                del self.faces[key]
            else:
                a, b, c = (kept if v == gone else v for v in face)
                self.faces[key] = (a, b, c)
                self._around[kept].add(key)
        self._around[gone].clear()
        self._quadrics[kept] += self._quadrics[gone]
        for vertex in sorted(touched):
            self._push(vertex)

    def reduce(self, face_count: int) -> np.ndarray:
        """Collapse the cheapest edges until `face_count` triangles are left; return them."""
        while self._heap and len(self.faces) > face_count:
            _, gone, kept = heapq.heappop(self._heap)
            if kept not in self._neighbours(gone) or not self._allowed(gone, kept):
                continue
            pair = (int(self._mirror[gone]), int(self._mirror[kept]))
            if pair[0] == gone:
                self._collapse(gone, kept)
                continue
            near = self._neighbours(gone) | {gone, kept}
            if pair[0] in near or not self._allowed(*pair):
                continue
            self._collapse(gone, kept)
            if pair[1] in self._neighbours(pair[0]):
                self._collapse(*pair)
        return np.array([self.faces[key] for key in sorted(self.faces)])
