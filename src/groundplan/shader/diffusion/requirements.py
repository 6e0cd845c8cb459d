"""What a backend needs to be installed, asked without importing it."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from groundplan.errors import MissingExtraError
from groundplan.shader.capabilities import Requirement

__all__ = ["check_installed", "installed", "library_versions"]


def installed(module: str) -> bool:
    """Return whether a module could be imported."""
    return find_spec(module) is not None


def check_installed(needed: Sequence[Requirement]) -> None:
    """Refuse to go on without a module.

    Raises:
        MissingExtraError: One is missing; says how to install it.
    """
    for one in needed:
        if not installed(one.module):
            raise MissingExtraError(f"{one.module} is not installed", one.install)


def library_versions(names: Sequence[str]) -> dict[str, str]:
    """Return the versions of those that are installed."""
    found: dict[str, str] = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
