"""A software rasteriser in numba. In: a `Stage`. Out: every pass of every frame, byte for byte."""

from groundplan.previz.backends.numba_tiles.renderer import NumbaRenderer

__all__ = ["NumbaRenderer"]
