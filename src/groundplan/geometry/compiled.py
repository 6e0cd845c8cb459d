"""Compiling loops over pixels with numba, at their first call: it is slow to import."""

from collections.abc import Callable
from functools import lru_cache, wraps

__all__ = ["compiled"]


def compiled(function: Callable[..., object]) -> Callable[..., object]:
    """Return the function, compiled when it is first called: one thread, cached, no fast maths."""

    @lru_cache(maxsize=1)
    def kernel() -> Callable[..., object]:
        from numba import njit  # noqa: PLC0415 (see above)

        return njit(nogil=True, cache=True, error_model="numpy")(function)

    @wraps(function)
    def call(*arguments: object) -> object:
        return kernel()(*arguments)

    return call
