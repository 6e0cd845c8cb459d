"""Loops over pixels behind `structure`."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, PLR0917
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

from math import sqrt
from typing import no_type_check

from groundplan.geometry.compiled import compiled

__all__ = ["blur", "box_mean", "gradient_size", "halve", "luma", "outline_size"]


@compiled
@no_type_check
def luma(frame, out):
    """Write the luma of an sRGB frame, 0..1 (weights of Rec.709 on coded values)."""
    height, width, _ = frame.shape
    for y in range(height):
        for x in range(width):
            r, g, b = frame[y, x, 0], frame[y, x, 1], frame[y, x, 2]
            out[y, x] = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255.0


@compiled
@no_type_check
def halve(picture, out):
    """Write means of 2 x 2 pixels."""
    height, width = out.shape
    for y in range(height):
        for x in range(width):
            top = picture[2 * y, 2 * x] + picture[2 * y, 2 * x + 1]
            below = picture[2 * y + 1, 2 * x] + picture[2 * y + 1, 2 * x + 1]
            out[y, x] = 0.25 * (top + below)


@compiled
@no_type_check
def blur(picture, middle, near, far, rows, out):
    """Write a picture blurred by five weights both ways; beyond its edges it goes on as it ends."""
    height, width = picture.shape
    for y in range(height):
        for x in range(width):
            beside = picture[y, max(x - 1, 0)] + picture[y, min(x + 1, width - 1)]
            beyond = picture[y, max(x - 2, 0)] + picture[y, min(x + 2, width - 1)]
            rows[y, x] = middle * picture[y, x] + near * beside + far * beyond
    for y in range(height):
        up, down = max(y - 1, 0), min(y + 1, height - 1)
        up2, down2 = max(y - 2, 0), min(y + 2, height - 1)
        for x in range(width):
            beside, beyond = rows[up, x] + rows[down, x], rows[up2, x] + rows[down2, x]
            out[y, x] = middle * rows[y, x] + near * beside + far * beyond


@compiled
@no_type_check
def gradient_size(picture, out):
    """Write the length of the central difference."""
    height, width = picture.shape
    for y in range(height):
        up, down = max(y - 1, 0), min(y + 1, height - 1)
        for x in range(width):
            across = picture[y, min(x + 1, width - 1)] - picture[y, max(x - 1, 0)]
            along = picture[down, x] - picture[up, x]
            out[y, x] = sqrt(across * across + along * along)


@compiled
@no_type_check
def box_mean(picture, reach, rows, sums, out):
    """Write means over squares of 2 `reach` + 1; beyond its edges a picture goes on as it ends."""
    height, width = picture.shape
    side = 2 * reach + 1
    for y in range(height):
        total = 0.0
        for x in range(-reach, reach + 1):
            total += picture[y, min(max(x, 0), width - 1)]
        for x in range(width):
            rows[y, x] = total / side
            total += picture[y, min(x + reach + 1, width - 1)] - picture[y, max(x - reach, 0)]
    sums[:] = 0.0
    for y in range(-reach, reach + 1):
        for x in range(width):
            sums[x] += rows[min(max(y, 0), height - 1), x]
    for y in range(height):
        entering, leaving = min(y + reach + 1, height - 1), max(y - reach, 0)
        for x in range(width):
            out[y, x] = sums[x] / side
            sums[x] += rows[entering, x] - rows[leaving, x]


@compiled
@no_type_check
def outline_size(normal, inverse_depth, ids, out):
    """Write how much shape changes about every pixel: normals, depth by its own share, and ids."""
    height, width = ids.shape
    for y in range(height):
        up, down = max(y - 1, 0), min(y + 1, height - 1)
        for x in range(width):
            left, right = max(x - 1, 0), min(x + 1, width - 1)
            turned = 0.0
            for c in range(3):
                across = float(normal[y, right, c]) - float(normal[y, left, c])
                along = float(normal[down, x, c]) - float(normal[up, x, c])
                turned += across * across + along * along
            across = inverse_depth[y, right] - inverse_depth[y, left]
            along = inverse_depth[down, x] - inverse_depth[up, x]
            gone = sqrt(across * across + along * along) / max(inverse_depth[y, x], 1e-3)
            size = 0.3 * min(sqrt(turned), 1.0) + 0.3 * min(gone, 1.0)
            # Both sides of an outline, so that its middle lies on it.
            own = ids[y, x]
            beside = own != ids[y, left] or own != ids[y, right]
            if beside or own != ids[up, x] or own != ids[down, x]:
                size += 0.5
            out[y, x] = size
