"""Write docs/backends.md: every backend's claims, and its dry run on one and the same take."""

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson

from groundplan.errors import GroundplanError
from groundplan.shader.brief import ShotBrief
from groundplan.shader.briefing import brief_of
from groundplan.shader.capabilities import Capabilities
from groundplan.shader.plan import ShadePlan
from groundplan.shader.wish import KeyframeWish, ShadeWish
from groundplan.studio.options import TakeOptions
from groundplan.studio.registry import shader
from groundplan.studio.shading.availability import backend_states, backend_table
from groundplan.studio.shading.control_pack import render_control_pack
from groundplan.studio.take import plan_world
from groundplan.world.document import World

__all__ = ["backends_page", "main"]

BRIEF = (
    "A woman in a red coat walks past a dog in a street at night. Medium shot, 50 mm lens, dolly "
    "in, key 4:1 from camera left at 3200 K."
)
_GIVEN = {"guardrail": "cosmos_guardrail"}
_SHOWN = 44
"""Lines of a request that are printed."""
_HEAD = """# Backends

Written by `tools/list_backends.py`; a test holds it against the program. Every dry run is of the
same two-second take:

> {brief}

`groundplan backends` prints the first table with what is missing on your machine; `groundplan shade
DIR --backend NAME --dry-run` writes whole what is abridged here. Prices: on the day that they name.
"""


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "docs/backends.md")
    args = parser.parse_args()
    args.out.write_text(backends_page())


def backends_page() -> str:
    """Return the page as Markdown."""
    world = plan_world(BRIEF, options=TakeOptions(seconds=2.0)).world
    brief = brief_of(world, next(iter(world.shots)))
    states = [s for s in backend_states() if s.claims is not None]
    table = backend_table(states)
    rows = [row[:-1] for row in table.rows]
    parts = [_HEAD.format(brief=BRIEF), _markdown(table.headers[:-1], rows)]
    with tempfile.TemporaryDirectory() as folder:
        for state in states:
            assert state.claims is not None  # noqa: S101  (filtered above)
            parts.append(_section(state.claims, brief, world, folder=Path(folder)))
    return "\n".join(parts)


def wish_for(claims: Capabilities) -> ShadeWish:
    """Return the plainest wish that a backend can plan: its required settings are given."""
    options = tuple(
        (o.name, o.default or _GIVEN.get(o.name, f"YOUR-{o.name.upper()}"))
        for o in claims.options
        if o.required
    )
    needs_frame = claims.controls[:1] == ("keyframe",)
    frames = (KeyframeWish(frame=0),) if needs_frame else ()
    return ShadeWish(options=options, keyframes=frames)


def _section(claims: Capabilities, brief: ShotBrief, world: World, *, folder: Path) -> str:
    head = f"\n## {claims.name}\n\n{claims.title}. {' '.join(claims.notes)}\n"
    try:
        backend = shader(claims.name)
        plan = backend.plan(brief, wish_for(claims))
        pack = render_control_pack(world, plan, folder / claims.name)
        call = backend.encode(plan, pack)
    except GroundplanError as error:
        return f"{head}\nThis take cannot be planned for it: {error}\n"
    lost = [f"* **{i.name}** ({i.says}): {i.honour}; {i.fallback}" for i in plan.unheard]
    held = [f"{i.name} ({i.honour}, {'+'.join(i.via)})" for i in plan.intents if i.via]
    request = orjson.dumps(call.arguments, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    return "\n".join((
        head, *_facts(plan), "", "Held: " + "; ".join(held) + ".", "", "Ignored, or words alone:",
        "", *(lost or ["* nothing"]), "", "What is sent beside the request: "
        + (", ".join(sorted(set(call.hashes()) - {"arguments"})) or "nothing") + ".", "",
        "```json", *_abridged(request.decode().splitlines()), "```",
    ))  # fmt: skip


def _facts(plan: ShadePlan) -> list[str]:
    width, height = plan.size_px
    clip = f"{width}x{height}, {plan.frame_count} frames at {plan.fps} frames/s"
    lines = [f"* {clip}, controls: {', '.join(plan.controls)}"]
    lines += [
        f"* made to fit, {c.what}: {c.was} becomes {c.becomes} ({c.rule})" for c in plan.conformed
    ]
    lines += [f"* prompt: {plan.prompt}"] if plan.prompt else []
    lines += [f"* negative: {plan.negative}"] if plan.negative else []
    if plan.cost:
        lines.append(
            f"* cost, about: {plan.cost.amount:.3f} {plan.cost.currency} ({plan.cost.basis})"
        )
    return lines


def _abridged(lines: Sequence[str]) -> list[str]:
    short = [line if len(line) <= 160 else line[:150] + " …" for line in lines]
    if len(short) <= _SHOWN:
        return short
    return [*short[: _SHOWN - 6], f"  … {len(short) - _SHOWN + 2} lines …", *short[-4:]]


def _markdown(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(headers)} |", "|" + "---|" * len(headers)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


if __name__ == "__main__":
    main()
