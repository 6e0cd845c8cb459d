"""What stands on the heads of birds: combs, wattles, crests, ear tufts, faces."""

import math

from groundplan.assets import solids
from groundplan.assets.bird_forms import BirdForm
from groundplan.assets.solids import Solid
from groundplan.assets.species import Species
from groundplan.assets.swept import ball

__all__ = ["head_extras"]

Shapes = list[tuple[str, Solid]]


def head_extras(kind: Species, form: BirdForm) -> Shapes:
    """Return the shapes with their roles, in standing heights."""
    return [shape for extra in kind.extras for shape in _EXTRAS.get(extra, _nothing)(form)]


def _nothing(form: BirdForm) -> Shapes:
    del form
    return []


def _comb(form: BirdForm) -> Shapes:
    """Return the red comb in points, and the wattles under the beak."""
    z, y, w, h, deep = form.head
    made = [
        ("red", ball((0.0, y + (0.85 + 0.25 * math.sin(2.0 + 0.5 * k)) * h, z + u * deep),
                     (0.22 * w, 0.42 * h, 0.24 * deep), sides=6))
        for k, u in enumerate((-0.55, -0.15, 0.25, 0.6))
    ]  # fmt: skip
    return [*made, *_wattle(form)]


def _wattle(form: BirdForm) -> Shapes:
    z, y, w, h, deep = form.head
    return [
        ("red", ball((s * 0.3 * w, y - 1.0 * h, z + 0.75 * deep), (0.2 * w, 0.55 * h, 0.22 * deep),
                     sides=6))
        for s in (-1.0, 1.0)
    ]  # fmt: skip


def _crest(form: BirdForm) -> Shapes:
    """Return a fan of thin stalks with a knob each, as on a peacock."""
    z, y, _, h, _ = form.head
    made: Shapes = []
    for k in range(5):
        lean = -0.5 + 0.22 * k
        tip = (0.0, y + h + 0.045 * math.cos(lean), z + 0.07 * math.sin(lean) - 0.01)
        made.append(("main", solids.tube([(0.0, y + 0.8 * h, z), tip], (0.005, 0.003), segments=5)))
        made.append(("main", ball(tip, (0.007, 0.01, 0.009), sides=5)))
    return made


def _plume(form: BirdForm) -> Shapes:
    """Return the black plume that hangs behind a heron's head."""
    z, y, w, h, deep = form.head
    path = [(0.0, y + 0.6 * h, z - 0.1 * deep), (0.0, y + 0.55 * h, z - 1.2 * deep),
            (0.0, y - 0.4 * h, z - 2.2 * deep)]  # fmt: skip
    return [("eyes", solids.tube(path, (0.4 * w, 0.3 * w, 0.05 * w), segments=7))]


def _tufts(form: BirdForm) -> Shapes:
    z, y, w, h, _ = form.head
    return [
        ("main", solids.tube([(s * 0.5 * w, y + 0.7 * h, z + 0.04),
                              (s * 0.78 * w, y + h, z + 0.03)],
                             (0.3 * w, 0.04 * w), segments=8))
        for s in (-1.0, 1.0)
    ]  # fmt: skip


def _ears(form: BirdForm) -> Shapes:
    """Return two long ears that stand up to the standing height."""
    z, y, w, h, deep = form.head
    high = 1.0 - (y + 0.6 * h)
    return [
        ("main", solids.tube(
            [(s * 0.45 * w, y + 0.6 * h, z - 0.3 * deep),
             (s * 0.8 * w, y + 0.6 * h + 0.5 * high, z - 0.4 * deep),
             (s * 0.85 * w, 1.0, z - 0.45 * deep)],
            (0.22 * w, 0.4 * w, 0.06 * w), segments=8))
        for s in (-1.0, 1.0)
    ]  # fmt: skip


def _face(form: BirdForm) -> Shapes:
    """Return an owl's two flat discs."""
    z, y, w, h, deep = form.head
    return [
        ("second", ball((s * 0.42 * w, y + 0.08 * h, z + 0.68 * deep),
                        (0.46 * w, 0.58 * h, 0.26 * deep), sides=8))
        for s in (-1.0, 1.0)
    ]  # fmt: skip


_EXTRAS = {
    "comb": _comb, "wattle": _wattle, "crest": _crest, "plume": _plume, "tufts": _tufts,
    "face": _face, "ears": _ears,
}  # fmt: skip
