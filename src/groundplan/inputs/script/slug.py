"""A slug line says inside or outside, where, and when ("INT. SMITH HOUSE - KITCHEN - NIGHT")."""

import re
from typing import Final

from groundplan.inputs.script.model import Heading

__all__ = ["SAME_TIME", "read_slug"]

_INSIDE: Final = re.compile(
    r"\s*(?P<word>INT\.?\s*/\s*EXT|EXT\.?\s*/\s*INT|I/E|E/I|INT|EXT|EST)(?:\.|\s|$)[.\s]*",
    re.IGNORECASE,
)
_DASH: Final = re.compile(r"\s+[-\u2013\u2014]+\s*|\s*[\u2013\u2014]+\s*|\s*-{2,}\s*|,\s+|\.\s+")
SAME_TIME: Final = re.compile(
    r"(?:CONTINUOUS|CONT'?D|SAME(?:\s+TIME)?|LATER|(?:MOMENTS?|MINUTES?|HOURS?|SECONDS?)\s+LATER"
    r"|A\s+MOMENT\s+LATER|MEANWHILE)\W*$",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"(?:(?:EARLY|LATE|MID|PRE)[\s-]*)?(?:DAY|NIGHT|MORNING|AFTERNOON|EVENING|DUSK|DAWN|SUNSET|SUNRISE"
    r"|NOON|MIDDAY|MIDNIGHT|TWILIGHT|MAGIC\s+HOUR|GOLDEN\s+HOUR|BLUE\s+HOUR|DAYBREAK|DAYTIME|NIGHTTIME"
    r"|\d{1,2}(?::\d\d)?\s*[AP]\.?M\.?)\b",
    re.IGNORECASE,
)


def read_slug(line: str, *, before: str = "") -> Heading:
    """Return what a slug line says.

    Args:
        line: without scene number.
        before: time of day of the scene before, for CONTINUOUS, LATER and SAME.
    """
    plain = re.sub(r"[*_]", " ", line)
    match = _INSIDE.match(plain)
    interior = None
    if match:
        interior = match["word"].upper() not in {"EXT", "EST"}
        plain = plain[match.end() :]
    parts = [p.strip() for p in _DASH.split(plain) if p and p.strip()]
    times = [p for p in parts[1:] if _TIME.match(p)]
    same = any(SAME_TIME.match(p) for p in parts[1:])
    said = times[0] if times else before if same else ""
    places = [
        p for n, p in enumerate(parts) if n == 0 or not (_TIME.match(p) or SAME_TIME.match(p))
    ]
    return Heading(interior=interior, place=" - ".join(places), time_of_day=said)
