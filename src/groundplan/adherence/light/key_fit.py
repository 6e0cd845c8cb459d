"""Where the light comes from, read off shaded surfaces of known shape."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64, Int64

__all__ = ["KeyFit", "angle_deg", "fit_key"]

_ROUNDS: Final = 12
_LINEAR_ROUNDS: Final = 4
_OUTLIER: Final = 2.5
_LEAST_LIGHT: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFit:
    """A light that explains the shading."""

    direction: Float64[np.ndarray, "3"]
    """To the light, unit length, in the axes of the normals; 0 0 0 where there is none."""
    explained: float
    """Of the variance inside materials, the part that the light explains; at most 1."""


def fit_key(
    normals: Float64[np.ndarray, "n 3"],
    luminance: Float64[np.ndarray, " n"],
    *,
    materials: Int64[np.ndarray, " n"],
) -> KeyFit:
    """Fit luminance = albedo[material] * (ambient + max(0, normal . light)).

    Albedo and light are solved in turn (our own scheme), with Cauchy weights against texture and
    gloss; the first rounds are linear in the normal, which needs no start.

    Source:
        Lambert's cosine law, and constant ambient light.
    """
    _, material = np.unique(materials, return_inverse=True)
    weight, lit = np.ones(len(luminance)), np.ones(len(luminance))
    albedo = _means(material, luminance, weight)
    model, light = np.ones(len(luminance)), np.zeros(3)
    for turn in range(_ROUNDS):
        relative = luminance / np.maximum(albedo[material], 1e-6)
        columns = np.concatenate([np.ones((len(lit), 1)), normals * lit[:, None]], axis=1)
        light, model = _light(columns, relative, weight)
        albedo = _means(material, luminance * model, weight) / _means(material, model**2, weight)
        rest = relative - model
        scale = 1.4826 * float(np.median(np.abs(rest))) + 1e-3
        weight = 1.0 / (1.0 + np.square(rest / (_OUTLIER * scale)))
        if turn >= _LINEAR_ROUNDS:
            lit = (np.matmul(normals, light) > 0.0).astype(np.float64)
    flat = luminance / np.maximum(_means(material, luminance, weight), 1e-6)[material] - 1.0
    left = luminance / np.maximum(albedo, 1e-6)[material] - model
    size, rest = float(np.linalg.norm(light)), float(np.sum(weight * left**2))
    explained = 1.0 - rest / max(float(np.sum(weight * flat**2)), 1e-12)
    return KeyFit(direction=light / size if size > 0.0 else light, explained=explained)


def _light(
    columns: Float64[np.ndarray, "n 4"],
    relative: Float64[np.ndarray, " n"],
    weight: Float64[np.ndarray, " n"],
) -> tuple[Float64[np.ndarray, "3"], Float64[np.ndarray, " n"]]:
    """Return the light, and the shading that it gives every pixel."""
    weighted = (weight[:, None] * columns).T
    matrix = np.matmul(weighted, columns) + 1e-6 * weight.sum() * np.eye(4)
    solved = np.asarray(np.linalg.solve(matrix, np.matmul(weighted, relative)), np.float64)
    return solved[1:], np.maximum(np.matmul(columns, solved), _LEAST_LIGHT)


def angle_deg(one: Float64[np.ndarray, "3"], other: Float64[np.ndarray, "3"]) -> float:
    """Return the angle between two unit vectors, 0..180 [deg]."""
    return float(np.degrees(np.arccos(np.clip(np.dot(one, other), -1.0, 1.0))))


def _means(
    material: Int64[np.ndarray, " n"],
    values: Float64[np.ndarray, " n"],
    weight: Float64[np.ndarray, " n"],
) -> Float64[np.ndarray, " material"]:
    return np.bincount(material, weight * values) / np.maximum(np.bincount(material, weight), 1e-12)
