"""Time from left to right: shots, what everybody does, and what is spoken."""

from collections.abc import Mapping
from typing import Any, Final

from groundplan.studio.page import drawing
from groundplan.studio.page.names import number

__all__ = ["timeline"]

_WIDTH: Final = 900.0
_LEFT: Final = 120.0
_ROW: Final = 26.0
_BAR: Final = 18.0
_TOP: Final = 26.0
_CHARACTER_PX: Final = 6.4
"""Width of a letter of the labels: a bar's words are cut to it."""
_TICKS: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
_MOST_TICKS: Final = 12

Described = Mapping[str, Any]
"""JSON data of `groundplan.describe/1`."""
Bar = tuple[float, float, str, str]
"""Start and end [s], words, note."""


def timeline(description: Described) -> str:
    """Return the whole film's time as SVG, from the description alone."""
    shots = description["shots"]
    frame = 1.0 / shots[0]["fps"]
    end = max(shot["end_s"] for shot in shots) + frame
    rows = [("camera", "shot", _shots(description, frame)), *_doings(description)]
    px_per_s = (_WIDTH - _LEFT - 20.0) / max(end, 1e-6)
    height = _TOP + _ROW * len(rows) + 14.0
    parts = _ticks(end, px_per_s, height)
    for place, (name, kind, bars) in enumerate(rows):
        y = _TOP + _ROW * place
        parts.append(drawing.label((4.0, y + 13.0), _cut(name, _LEFT - 8.0)))
        for start, until, words, note in bars:
            x, width = _LEFT + start * px_per_s, (until - start) * px_per_s
            parts.append(drawing.rectangle((x, y), (width, _BAR), f"bar {kind}", note=note))
            parts.append(drawing.label((x + 4.0, y + 13.0), _cut(words, width - 6.0), "inside"))
    return drawing.svg(parts, size=(_WIDTH, height), kind="time", title="timeline")


def _shots(description: Described, frame: float) -> list[Bar]:
    return [
        (
            shot["start_s"],
            shot["end_s"] + frame,
            " ".join(filter(None, (shot["name"], shot["camera"]["size"], shot["camera"]["move"]))),
            f"{number(shot['camera']['lens_mm'], 0)} mm, {shot['frame_count']} frames",
        )
        for shot in description["shots"]
    ]


def _doings(description: Described) -> list[tuple[str, str, list[Bar]]]:
    """Return a row for each who acts, free of overlaps, and one for each who speaks."""
    names = {entity["id"]: entity["name"] for entity in description["entities"]}
    rows: list[tuple[str, str, list[Bar]]] = []
    for agent in dict.fromkeys(action["agent"] for action in description["actions"]):
        lanes: list[list[Bar]] = []
        own = [a for a in description["actions"] if a["agent"] == agent]
        for action in sorted(own, key=lambda a: (a["start_s"], a["end_s"])):
            bar = _acted(action, names)
            lane = next((lane for lane in lanes if lane[-1][1] <= bar[0] + 1e-6), None)
            if lane is None:
                lanes.append([bar])
            else:
                lane.append(bar)
        rows += [(names[agent] if not k else "", "action", lane) for k, lane in enumerate(lanes)]
    spoken: dict[str, list[Bar]] = {}
    for line in description["lines"]:
        who = names.get(line["speaker"] or "", "voice")
        bar = (line["start_s"], line["end_s"], line["text"], f"{who}: {line['text']}")
        spoken.setdefault(who, []).append(bar)
    return rows + [(f"{who} says", "line", bars) for who, bars in spoken.items()]


def _acted(action: Described, names: Mapping[str, str]) -> Bar:
    what = " ".join(filter(None, (action["verb"], names.get(action["object"] or ""))))
    speed = "" if action["speed_mps"] is None else f", {number(action['speed_mps'])} m/s"
    span = f"{number(action['start_s'])} to {number(action['end_s'])} s"
    return (action["start_s"], action["end_s"], what, f"{what}: {span}{speed}")


def _ticks(end: float, px_per_s: float, height: float) -> list[str]:
    step = next((s for s in _TICKS if end / s <= _MOST_TICKS), end / _MOST_TICKS)
    parts: list[str] = []
    for k in range(int(end / step) + 1):
        x = _LEFT + k * step * px_per_s
        parts.append(drawing.line((x, _TOP - 8.0), (x, height), "tick"))
        parts.append(drawing.label((x + 2.0, 12.0), f"{number(k * step)} s", "dim"))
    return parts


def _cut(text: str, width: float) -> str:
    """Return as much of a text as a width [px] holds."""
    room = int(max(width, 0.0) / _CHARACTER_PX)
    return text if len(text) <= room else text[: max(room - 1, 0)] + ("…" if room > 1 else "")
