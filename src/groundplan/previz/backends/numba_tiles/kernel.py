"""How kernels are compiled: one thread, no interpreter lock, cached, IEEE arithmetic as written.

Kernels use no `pow`, `sin`, `cos` or `exp` and no fast maths, so that any CPU gives the same bytes.
A kernel and the functions and constants it uses live in one module, because numba's cache watches
only the file that a kernel is defined in.
"""

from collections.abc import Callable
from typing import Any, cast

from numba import njit

__all__ = ["kernel"]

_compile = cast(
    "Callable[[Callable[..., Any]], Callable[..., int]]",
    njit(nogil=True, cache=True, error_model="numpy"),
)


def kernel(function: Callable[..., object]) -> Callable[..., int]:
    """Compile a function at its first call, for the types it is called with.

    The cache lies beside the file, or where that is read-only in the user's cache folder;
    NUMBA_CACHE_DIR overrides both.
    """
    return _compile(function)
