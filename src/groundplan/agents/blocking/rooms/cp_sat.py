"""The door to OR-tools: loaded when the first room is furnished, for a third of a second."""

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

__all__ = ["cp_model", "has_solver"]


@lru_cache(maxsize=1)
def has_solver() -> bool:
    """Return whether the solver is installed here."""
    return find_spec("ortools") is not None


@lru_cache(maxsize=1)
def cp_model() -> Any:  # noqa: ANN401 - its stubs are loose: expressions have no public type
    """Return the module of CP-SAT."""
    return import_module("ortools.sat.python.cp_model")
