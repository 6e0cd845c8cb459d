"""Every lens set and sensor that we know, for people and for programs."""

from dataclasses import asdict

from groundplan.geometry.lenses import LENS_SETS, LensSet
from groundplan.geometry.sensors import SENSORS
from groundplan.studio.overview import Table

__all__ = ["lenses_json", "lenses_tables"]


def lenses_json() -> dict[str, object]:
    """Return `groundplan.lenses/1`: sets with their lenses, and sensors, each with its source."""
    return {
        "schema": "groundplan.lenses/1",
        "sets": [asdict(lenses) for lenses in LENS_SETS.values()],
        "sensors": [asdict(sensor) for sensor in SENSORS.values()],
    }


def lenses_tables() -> tuple[Table, ...]:
    """Return a table of lens sets and one of sensors."""
    sensors = tuple(
        (s.name, s.label, f"{s.width_mm:.2f} x {s.height_mm:.2f}", s.source)
        for s in SENSORS.values()
    )
    return (
        Table(
            title="Lens sets",
            headers=("set", "mm", "T", "closest m", "squeeze", "circle mm"),
            rows=tuple(_row(lenses) for lenses in LENS_SETS.values()),
        ),
        Table(title="Sensors", headers=("name", "label", "mm", "source"), rows=sensors),
    )


def _row(lenses: LensSet) -> tuple[str, ...]:
    first = lenses.lenses[0]
    lengths = " ".join(lens.name.rpartition("/")[2] for lens in lenses.lenses)
    return (
        lenses.name,
        lengths,
        _span([lens.tstop for lens in lenses.lenses]),
        _span([lens.close_focus_m for lens in lenses.lenses]),
        f"{first.squeeze:g}",
        f"{first.image_circle_mm:g}",
    )


def _span(values: list[float]) -> str:
    return " to ".join(dict.fromkeys(f"{value:g}" for value in (min(values), max(values))))
