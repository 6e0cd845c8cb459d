"""Light from all around as nine numbers per channel: spherical harmonics up to the second order.

Source:
    R. Ramamoorthi, P. Hanrahan, "An Efficient Representation for Irradiance Environment Maps",
    SIGGRAPH 2001: equations 3 (basis), 10 (the lighting's coefficients), 11 and 12 (irradiance as
    a quadratic form of the normal).
"""

from typing import Final

import numpy as np
from jaxtyping import Float

__all__ = ["irradiance", "irradiance_form", "map_directions", "turned_form"]

_C1: Final = 0.429043
_C2: Final = 0.511664
_C3: Final = 0.743125
_C4: Final = 0.886227
_C5: Final = 0.247708


def map_directions(
    rows: int, columns: int
) -> tuple[Float[np.ndarray, "row column 3"], Float[np.ndarray, "row 1"]]:
    """Return where each texel of an equirectangular map lies, and its solid angle [sr].

    Row 0 is up, the middle column looks along -Z, columns go on towards +X. Unit vectors.
    """
    polar = np.pi * (np.arange(rows) + 0.5) / rows
    turn = 2.0 * np.pi * ((np.arange(columns) + 0.5) / columns - 0.5)
    flat = np.sin(polar)[:, None]
    x, z = flat * np.sin(turn), -flat * np.cos(turn)
    y = np.broadcast_to(np.cos(polar)[:, None], x.shape)
    edges = np.cos(np.pi * np.arange(rows + 1) / rows)
    solid = (edges[:-1] - edges[1:]) * 2.0 * np.pi / columns
    return np.stack([x, y, z], axis=-1), solid[:, None]


def irradiance_form(
    radiance: Float[np.ndarray, "row column 3"],
) -> Float[np.ndarray, "3 4 4"]:
    """Return M per channel, so that the irradiance on a plane of unit normal n is (n, 1) M (n, 1).

    `radiance` is an equirectangular map as `map_directions` lays it out; the result has its unit
    times steradian.
    """
    towards, solid = map_directions(*radiance.shape[:2])
    x, y, z = towards[..., 0], towards[..., 1], towards[..., 2]
    basis = np.stack(
        [
            np.full_like(x, 0.282095), 0.488603 * y, 0.488603 * z, 0.488603 * x, 1.092548 * x * y,
            1.092548 * y * z, 0.315392 * (3.0 * z * z - 1.0), 1.092548 * x * z,
            0.546274 * (x * x - y * y),
        ]
    )  # fmt: skip
    weighted = radiance.astype(np.float64) * solid[..., None]
    l00, l1m, l10, l11, l2m2, l2m1, l20, l21, l22 = (
        (weighted * one[..., None]).sum(axis=(0, 1)) for one in basis
    )
    form = [
        [_C1 * l22, _C1 * l2m2, _C1 * l21, _C2 * l11],
        [_C1 * l2m2, -_C1 * l22, _C1 * l2m1, _C2 * l1m],
        [_C1 * l21, _C1 * l2m1, _C3 * l20, _C2 * l10],
        [_C2 * l11, _C2 * l1m, _C2 * l10, _C4 * l00 - _C5 * l20],
    ]
    return np.moveaxis(np.array(form), -1, 0)


def irradiance(
    form: Float[np.ndarray, "3 4 4"], normal: Float[np.ndarray, " 3"]
) -> Float[np.ndarray, " 3"]:
    """Return the irradiance on a plane that faces along a unit vector."""
    at = np.append(normal, 1.0)
    return (form * at[:, None] * at).sum(axis=(1, 2))


def turned_form(
    form: Float[np.ndarray, "3 4 4"], old_from_new: Float[np.ndarray, "3 3"]
) -> Float[np.ndarray, "3 4 4"]:
    """Return the form for normals given in other axes."""
    whole = np.eye(4)
    whole[:3, :3] = old_from_new
    half = (form[:, :, :, None] * whole).sum(axis=2)
    return (whole[:, :, None] * half[:, :, None, :]).sum(axis=1)
