"""One measurement of many."""

from collections.abc import Iterable

from groundplan.adherence.measurement import Measurement

__all__ = ["one_of", "value_of"]


def one_of(found: Iterable[Measurement], definition: str, subject: str = "") -> Measurement:
    """Return the measurement of a definition and subject; there has to be just one."""
    (one,) = (m for m in found if m.definition == definition and m.subject == subject)
    return one


def value_of(found: Iterable[Measurement], definition: str, subject: str = "") -> float:
    """Return its value; there has to be one."""
    value = one_of(found, definition, subject).value
    assert value is not None
    return value
