"""Real film gates and digital sensors, as data: the area that a lens draws its picture on.

Source:
    Each row names its own. Digital rows are the makers' published active areas; film rows are
    camera apertures of the named gauge.
"""

import difflib
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from groundplan.errors import InputError

__all__ = ["DEFAULT_SENSOR", "SENSORS", "Sensor", "sensor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensor:
    """A gate: width along the picture's horizontal, height along its vertical."""

    name: str
    label: str
    width_mm: float
    height_mm: float
    source: str
    aliases: tuple[str, ...] = ()


_ROWS: Final = (
    ("super8", "Super 8", 5.79, 4.01, "camera aperture, 0.228 x 0.158 in", ("super 8 mm",)),
    ("16mm", "16 mm", 10.26, 7.49, "camera aperture, 0.404 x 0.295 in", ("regular 16", "16")),
    ("super16", "Super 16", 12.52, 7.41, "camera aperture, 0.493 x 0.292 in", ("s16",)),
    ("academy35", "35 mm Academy", 21.95, 16.0, "camera aperture, 0.864 x 0.630 in", ("academy",)),
    (
        "super35_4perf", "Super 35 4-perf", 24.89, 18.66,
        "full (silent) aperture, 0.980 x 0.735 in", ("silent", "full aperture"),
    ),
    ("super35_3perf", "Super 35 3-perf", 24.89, 13.87, "camera aperture, 0.980 x 0.546 in", ()),
    ("techniscope", "Techniscope 2-perf", 22.05, 9.47, "2-perf, 0.868 x 0.373 in", ("2 perf",)),
    (
        "super35_16x9", "Super 35 16:9", 24.89, 14.0,
        "Super 35 width 0.980 in at 16:9", ("super35", "s35", "super 35 mm"),
    ),
    ("vistavision", "VistaVision", 37.72, 25.17, "8-perf, 1.485 x 0.991 in", ("vv",)),
    ("65mm_5perf", "65 mm 5-perf", 52.48, 23.01, "2.066 x 0.906 in", ("65mm", "70mm", "todd-ao")),
    ("imax70", "IMAX 15/70", 70.41, 52.63, "15-perf, 2.772 x 2.072 in", ("imax", "15/70")),
    ("full_frame", "full frame", 36.0, 24.0, "135 still frame", ("ff", "fullframe", "135")),
    ("full_frame_16x9", "full frame 16:9", 36.0, 20.25, "135 width at 16:9", ("ff 16:9",)),
    ("alexa_s35", "ARRI ALEXA S35 open gate", 28.25, 18.17, "ARRI, 3424 x 2202 photosites",
     ("alexa mini", "alexa")),
    ("alexa_s35_16x9", "ARRI ALEXA S35 16:9", 23.76, 13.37, "ARRI, 2880 x 1620 photosites", ()),
    ("alexa35", "ARRI ALEXA 35 open gate", 27.99, 19.22, "ARRI, 4608 x 3164 photosites", ()),
    ("alexa_lf", "ARRI ALEXA LF open gate", 36.70, 25.54, "ARRI, 4448 x 3096 photosites",
     ("alexa mini lf", "arri lf", "lf")),
    ("alexa65", "ARRI ALEXA 65 open gate", 54.12, 25.58, "ARRI, 6560 x 3100 photosites", ()),
    ("micro_four_thirds", "Micro Four Thirds", 17.3, 13.0, "Four Thirds imaging area", ("mft",)),
)  # fmt: skip

SENSORS: Final = MappingProxyType(
    {
        name: Sensor(
            name=name, label=label, width_mm=width, height_mm=height, source=source, aliases=aliases
        )
        for name, label, width, height, source, aliases in _ROWS
    }
)
"""Every sensor by name, small gauges first."""

DEFAULT_SENSOR: Final = SENSORS["super35_16x9"]


def sensor(name: str) -> Sensor:
    """Return the sensor of that name, label or alias; case, spaces and punctuation do not matter.

    Raises:
        InputError: There is no such sensor; the message lists the closest names.
    """
    found = _BY_KEY.get(_key(name))
    if found is not None:
        return found
    close = difflib.get_close_matches(_key(name), _BY_KEY, n=3, cutoff=0.4)
    names = dict.fromkeys(_BY_KEY[key].name for key in close) or SENSORS
    raise InputError(f"there is no sensor {name!r}", f"use one of: {', '.join(names)}")


def _key(name: str) -> str:
    return "".join(c for c in name.casefold().replace(":", "x") if c.isalnum())


_BY_KEY: Final = MappingProxyType(
    {
        _key(word): entry
        for entry in SENSORS.values()
        for word in (entry.name, entry.label, *entry.aliases)
    }
)
