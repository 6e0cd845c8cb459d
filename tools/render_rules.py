"""Renders the example picture of every rule, and writes docs/rules.md.

Usage: `python tools/render_rules.py [CODE ...]`; `--page` writes docs/rules.md alone, `--sheets`
also writes contact sheets (PNG, to look at) to `build/rules/`.
"""

import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from groundplan.agents.critic.assertions.framing import POSITIONS
from groundplan.agents.critic.linting import Alarm, Choice, lint_world
from groundplan.agents.critic.rules.registry import all_rules, rule_of_slug
from groundplan.agents.figures import Figure, figures_of, sample_times
from groundplan.errors import GroundplanError
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.view import intrinsics_at, view_at
from groundplan.studio.explaining import rules_page
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.document import World
from groundplan.world.intent import Intent
from groundplan.world.placement import world_from_entity_at
from rule_worlds import cuts, document, framing, intents, light, models, motion, safety, space
from rule_worlds.reported import BRIEFS, FROM_ABOVE, LINES
from rule_worlds.scene import Case

ROOT: Final = Path(__file__).parents[1]
OUT: Final = ROOT / "docs/images/rules"
WIDE: Final = 320
NARROW: Final = 236
"""Of each of two pictures one above the other."""
CAPTION: Final = 30
"""Height below a picture, at least [px]."""
_GROUND_M: Final = 60.0
"""What is larger is ground, and not drawn from above."""
CASES: Final[dict[str, Case]] = {
    **framing.CASES, **cuts.CASES, **space.CASES, **motion.CASES, **light.CASES, **safety.CASES,
    **models.CASES, **intents.CASES, **document.CASES,
}  # fmt: skip
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
COLORS: Final = {
    "character": "#2f6fb0",
    "animal": "#8a5a2f",
    "vehicle": "#7a3fa0",
    "prop": "#9a8a60",
}


def alarm_of(world: World, code: str) -> Alarm | None:
    """Return the alarm of a rule in a world."""
    select = () if code == "GP910" else (code,)
    found = lint_world(world, choice=Choice(select=select)).alarms
    return next((a for a in found if a.rule.code == code), None)


def drawn(world: World, shot: str, frame: int, *, width: int) -> Image.Image:
    """Return one frame of a shot."""
    film = world.film
    height = max(round(width * film.height_px / film.width_px / film.pixel_aspect), 24)
    small = replace(world, film=replace(film, width_px=width, height_px=height, pixel_aspect=1.0))
    stage = build_stage(small, shot)
    picked = min(max(frame, 0), stage.clock.frame_count - 1)
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}), edge_samples=8,
                            depth_of_field=_is_soft(world))  # fmt: skip
    beauty = next(iter(NumbaRenderer().render(stage, [picked], options=options))).beauty
    image = Image.fromarray(np.asarray(beauty))
    for guide in film.guides:
        _guide(image, guide)
    return image


def _is_soft(world: World) -> bool:
    lenses = [e.camera for e in world.entities.values() if e.camera is not None]
    return any(lens.fstop < 2.5 for lens in lenses)


def _guide(image: Image.Image, guide: float) -> None:
    if guide <= 0.0:
        return
    wide, tall = image.size
    x, y = 0.5 * min(wide, tall * guide), 0.5 * min(tall, wide / guide)
    box = (wide / 2 - x, tall / 2 - y, wide / 2 + x - 1, tall / 2 + y - 1)
    ImageDraw.Draw(image).rectangle(box, outline=(255, 210, 60))


def pictures(case: Case, world: World, alarm: Alarm) -> Iterator[Image.Image]:
    """Yield what shows a fault: a frame, two frames, or a plan."""
    shot = alarm.shot or next(iter(world.shots), "")
    fps = world.timebase.fps_num / world.timebase.fps_den
    if not shot or case.view == "plan":
        yield plan(world, shot or "s1")
        return
    own = world.shots[shot]
    count = (own.last - own.first) // 1000 + 1
    at = round((alarm.at_s or 0.0) * fps)
    if case.view == "cut" and len(world.shots) > 1:
        first, second = list(world.shots)[:2]
        before = world.shots[first]
        yield drawn(world, first, (before.last - before.first) // 1000, width=NARROW)
        yield drawn(world, second, 0, width=NARROW)
    elif case.view == "middle":
        yield drawn(world, shot, count // 2 - 1, width=NARROW)
        yield drawn(world, shot, count // 2 + 1, width=NARROW)
    elif case.view == "cut":
        yield drawn(world, shot, max(at - 1, 0) if alarm.at_s else 0, width=NARROW)
        yield drawn(world, shot, at if alarm.at_s else count // 2, width=NARROW)
    elif case.view == "end":
        yield drawn(world, shot, count - 1, width=WIDE)
    else:
        image = drawn(world, shot, at if alarm.at_s is not None else count // 2, width=WIDE)
        for intent in world.intents.values():
            _asked(image, intent)
        yield image


def _asked(image: Image.Image, intent: Intent) -> None:
    """Mark where an intent wants something in the frame."""
    wide, tall = image.size
    draw = ImageDraw.Draw(image)
    places = {"screen_x": (intent.value, None), "screen_y": (None, intent.value),
              "headroom": (None, intent.value)}  # fmt: skip
    if intent.kind == "screen_position":
        places["screen_position"] = POSITIONS[str(intent.value)]
    x, y = places.get(intent.kind, (None, None))
    if isinstance(x, int | float):
        draw.line([(x * wide, 0), (x * wide, tall)], fill=(255, 210, 60))
    if isinstance(y, int | float):
        draw.line([(0, y * tall), (wide, y * tall)], fill=(255, 210, 60))


class _Map:
    """Metres over the ground to pixels: +X to the right, +Z down, as a camera at +Z looks up."""

    def __init__(self, points: np.ndarray, size: tuple[int, int]) -> None:
        low, high = points.min(axis=0) - 0.8, points.max(axis=0) + 0.8
        self.scale = float(min(size[0] / (high[0] - low[0]), size[1] / (high[1] - low[1])))
        self.middle, self.size = 0.5 * (low + high), size

    def __call__(self, x: float, z: float) -> tuple[float, float]:
        return (self.size[0] / 2 + self.scale * (x - self.middle[0]),
                self.size[1] / 2 + self.scale * (z - self.middle[1]))  # fmt: skip


def plan(world: World, shot: str) -> Image.Image:
    """Return a shot from above: footprints, ways, the camera's way and what it sees."""
    size = (WIDE, 190)
    image = Image.new("RGB", size, "#f6f4ee")
    draw = ImageDraw.Draw(image)
    own = world.shots.get(shot)
    last = own.last if own is not None else 0
    figures = list(figures_of(world, sample_times(0, last, count=9)).values())
    eyes = _eyes(world, shot, last)
    shown = [f for f in figures if max(f.size_m) < _GROUND_M]
    points = [f.corners()[:, :, [0, 2]].reshape(-1, 2) for f in shown] + (
        [eyes[:, [0, 2]]] if len(eyes) else []
    )
    to_px = _Map(np.concatenate(points) if points else np.zeros((1, 2)), size)
    for figure in sorted(shown, key=lambda f: f.kind != "set"):
        _footprint(draw, to_px, figure)
    for entity in world.entities.values():
        if entity.light is not None and entity.light.type not in {"sun", "sky"}:
            x, _, z = entity.transform.position_m
            u, v = to_px(x, z)
            draw.ellipse((u - 5, v - 5, u + 5, v + 5), fill="#f0b020", outline="#805000")
            draw.text((u + 7, v - 6), entity.name, fill="#805000")
    if len(eyes) and own is not None:
        _camera(draw, to_px, world, shot=shot, eyes=eyes)
    return image


def _eyes(world: World, shot: str, last: int) -> np.ndarray:
    own = world.shots.get(shot)
    if own is None or own.camera not in world.entities:
        return np.zeros((0, 3))
    times = np.linspace(own.first, max(last, own.first), 17)
    return world_from_entity_at(world, own.camera, times)[:, :3, 3]


def _footprint(draw: ImageDraw.ImageDraw, to_px: _Map, figure: Figure) -> None:
    corners = figure.corners()[:, :, [0, 2]]
    spread = corners[0]
    middle = spread.mean(axis=0)
    order = sorted({tuple(np.round(p, 4)) for p in spread.tolist()},
                   key=lambda p: math.atan2(p[1] - middle[1], p[0] - middle[0]))  # fmt: skip
    outline = [to_px(float(x), float(z)) for x, z in order]
    color = COLORS.get(figure.kind, "#c9c2b2")
    if figure.kind == "set":
        draw.polygon(outline, outline="#6b6558", fill="#ebe6da")
    else:
        way = [to_px(float(p[0]), float(p[2])) for p in figure.positions]
        draw.line(way, fill=color, width=2)
        draw.polygon(outline, fill=color)
        if len({(round(u), round(v)) for u, v in way}) > 1:
            u, v = way[-1]
            draw.ellipse((u - 4, v - 4, u + 4, v + 4), outline=color, width=2)
    u, v = to_px(float(figure.positions[0, 0]), float(figure.positions[0, 2]))
    if figure.kind == "set":  # in its corner: somebody's name may stand in its middle
        u, v = min(x for x, _ in outline) - 5, min(y for _, y in outline) + 16
    draw.text((u + 8, v - 14), figure.name, fill="#404040")


def _camera(
    draw: ImageDraw.ImageDraw, to_px: _Map, world: World, *, shot: str, eyes: np.ndarray
) -> None:
    own = world.shots[shot]
    way = [to_px(float(p[0]), float(p[2])) for p in eyes]
    draw.line(way, fill="#c02020", width=2)
    eye = world.entities[own.camera]
    times = np.array([float(own.first), float(own.last)])
    try:
        poses = view_at(world, own.camera, times)
        focal = intrinsics_at(world, eye, eye.camera, times=times) if eye.camera else None
    except GroundplanError:
        return
    for pose, k in zip(poses, focal if focal is not None else [], strict=False):
        half = math.atan(0.5 * world.film.width_px / float(k[0, 0]))
        ahead = math.atan2(-float(pose[0, 2]), -float(pose[2, 2]))
        start = to_px(float(pose[0, 3]), float(pose[2, 3]))
        for side in (-half, half):
            end = to_px(float(pose[0, 3]) + 2.2 * math.sin(ahead + side),
                        float(pose[2, 3]) + 2.2 * math.cos(ahead + side))  # fmt: skip
            draw.line([start, end], fill="#c02020")
        draw.ellipse((start[0] - 4, start[1] - 4, start[0] + 4, start[1] + 4), fill="#c02020")


def captioned(parts: list[Image.Image], code: str, message: str) -> Image.Image:
    """Return pictures one above the other, with what the linter says below."""
    wide = max(p.width for p in parts)
    tall = sum(p.height for p in parts) + 3 * (len(parts) - 1)
    font = ImageFont.load_default(10)
    told = f"{code} {message}".replace("²", "^2").replace("³", "^3")
    lines = _wrapped(told, wide - 8, ImageDraw.Draw(parts[0]), font=font)
    low = max(CAPTION, 13 * len(lines) + 4)
    image = Image.new("RGB", (wide, tall + low), "#181818")
    y = 0
    for part in parts:
        image.paste(part, ((wide - part.width) // 2, y))
        y += part.height + 3
    draw = ImageDraw.Draw(image)
    for n, text in enumerate(lines):
        draw.text((4, tall + 2 + 13 * n), text, fill="#f0f0f0", font=font)
    return image


def _wrapped(text: str, width: int, draw: ImageDraw.ImageDraw, *, font: Font) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font=font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def example(code: str) -> Image.Image:
    """Return the example picture of a rule."""
    if code in CASES:
        world = CASES[code].bad()
        alarm = alarm_of(world, code)
        if alarm is None:
            raise SystemExit(f"{code} does not fire on its own world")
        try:
            parts = list(pictures(CASES[code], world, alarm))
        except GroundplanError:
            parts = [plan(world, alarm.shot or "s1")]
        return captioned(parts, code, alarm.finding.message)
    if code in BRIEFS:
        planned = plan_world(BRIEFS[code], options=TakeOptions())
        found = next((f for f in planned.findings if rule_of_slug(f.code).code == code), None)
        if found is None:
            raise SystemExit(f"the brief of {code} does not bring it about")
        above = code in FROM_ABOVE
        seen = plan(planned.world, "s1") if above else drawn(planned.world, "s1", 0, width=WIDE)
        return captioned([seen], code, found.message)
    card = Image.new("RGB", (WIDE, 60), "#f6f4ee")
    draw = ImageDraw.Draw(card)
    draw.text((8, 8), all_rules()[code].title, fill="#202020", font=ImageFont.load_default(12))
    draw.text((8, 34), "nothing to see in a frame", fill="#808080")
    return captioned([card], code, LINES[code])


def sheet(codes: list[str]) -> Image.Image:
    """Return example pictures side by side, to look at."""
    images = [Image.open(OUT / f"{code}.jpg") for code in codes]
    columns, cell = 5, (WIDE + 6, 320)
    rows = -(-len(images) // columns)
    page = Image.new("RGB", (columns * cell[0], rows * cell[1]), "#505050")
    for n, image in enumerate(images):
        page.paste(image, ((n % columns) * cell[0] + 3, (n // columns) * cell[1] + 3))
    return page


def write_page() -> None:
    """Write docs/rules.md."""
    there = frozenset(p.stem for p in OUT.glob("*.jpg"))
    (ROOT / "docs/rules.md").write_text(rules_page(there))


def main() -> None:
    """Render what is named, or all, and write the page."""
    named = [a for a in sys.argv[1:] if not a.startswith("--")]
    if "--page" not in sys.argv:
        OUT.mkdir(parents=True, exist_ok=True)
        for code in named or list(all_rules()):
            example(code).save(OUT / f"{code}.jpg", quality=68, optimize=True)
            print(code, (OUT / f"{code}.jpg").stat().st_size // 1000, "kB", flush=True)
    if "--sheets" in sys.argv:
        build = ROOT / "build/rules"
        build.mkdir(parents=True, exist_ok=True)
        codes = sorted(p.stem for p in OUT.glob("*.jpg"))
        for n in range(0, len(codes), 20):
            sheet(codes[n : n + 20]).save(build / f"sheet_{n // 20 + 1}.png")
    write_page()


if __name__ == "__main__":
    main()
