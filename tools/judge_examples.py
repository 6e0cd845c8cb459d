"""Write docs/judged.md with its picture and reports: five takes, judged as anybody's clips are.

One take obeys its plan; in the others one thing is wrong, put in by the self-test's own injections.
"""

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw

from groundplan.adherence.plan_view import NEEDED_PASSES
from groundplan.adherence.report.page import report_page
from groundplan.adherence.report.saved import report_json
from groundplan.adherence.report.words import VERDICTS, quantity_text
from groundplan.adherence.selftest.injections import Injection, InjectionKind
from groundplan.adherence.verdict import ShotReport
from groundplan.passes.pack import ControlPack
from groundplan.passes.video import encode_mp4
from groundplan.previz.port import Pass
from groundplan.scene.conforming import Form, conformed_shot
from groundplan.studio.measuring import Measured, measure_clip
from groundplan.studio.options import TakeOptions
from groundplan.studio.project import Project
from groundplan.studio.rendering import RenderRequest
from groundplan.studio.selftest.material import injected_clip
from groundplan.studio.selftest.worlds import PlannedClip, SelfTestWorld
from groundplan.studio.take import make_take
from groundplan.world.queries import shots_in_order

__all__ = ["EXAMPLES", "Example", "examples_page", "judged_examples", "main"]

BRIEF: Final = (
    "Full shot. A woman in a red coat walks to the right past a bench in a park. The camera trucks "
    "right at 1 m/s."
)
OTHER_BRIEF: Final = "Wide shot. A cat sits on a sofa in a living room. Static camera."
LOOK: Final = "film"
_SIZE_PX: Final = (416, 240)
_RATE: Final = Fraction(16)
_SECONDS: Final = 2.0
_SHOWN: Final = (8, 29)
_TILE_PX: Final = (312, 180)
_WORDS_PX: Final = 92
_ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One take, and what is wrong with it."""

    name: str
    kind: InjectionKind
    says: str
    size: float = 1.0
    first_frame: int = 0
    note: str = ""
    """What a reader should know of the judge's answer."""


EXAMPLES: Final = (
    Example(name="good", kind="none", says="nothing is wrong"),
    Example(name="camera", kind="camera.frozen", says="the camera does not truck: it stands"),
    Example(
        name="missing", kind="subject.missing", first_frame=16, says="she is gone from frame 16 on"
    ),
    Example(
        name="late",
        kind="subject.late",
        size=8.0,
        says="she does it all 8 frames late",
        note="In her first frames she is in the picture, yet the judge can't tell: the plan has no "
        "shape of her from before the shot began, and the judge knows her by no other.",
    ),
    Example(name="scene", kind="scene.other", says="it shows something else: a cat on a sofa"),
)


def main() -> None:
    """Write page, picture and reports; with `--pages`, whole HTML reports too, elsewhere."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", type=Path, default=_ROOT / "docs")
    parser.add_argument("--pages", type=Path, help="folder for clips and whole HTML reports")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        judged = judged_examples(Path(scratch), keep=args.pages)
        (args.docs / "judged").mkdir(exist_ok=True)
        for name, one in judged.items():
            (args.docs / "judged" / f"{name}.json").write_bytes(report_json(one.judged.report))
        sheet = np.concatenate([_row(name, one) for name, one in judged.items()])
    Image.fromarray(sheet).save(args.docs / "images/judged.jpg", quality=82, optimize=True)
    reports = {name: one.judged.report for name, one in judged.items()}
    (args.docs / "judged.md").write_text(examples_page(reports))


def judged_examples(folder: Path, *, keep: Path | None = None) -> dict[str, Measured]:
    """Return all examples, made and judged; `keep` gets their clips and pages."""
    plan, project = _planned(BRIEF, folder / "plan")
    with project:
        foreign, other = _planned(OTHER_BRIEF, folder / "other")
        with other:
            clips = {one.name: _clip(one, plan, foreign) for one in EXAMPLES}
        found: dict[str, Measured] = {}
        for name, data in clips.items():
            path = folder / f"{name}.mp4"
            path.write_bytes(data)
            found[name] = measure_clip(project, path, shots_in_order(project.world)[0][0])
            if keep is not None:
                _keep(found[name], keep / name, clip=data)
    return found


def _planned(brief: str, folder: Path) -> tuple[PlannedClip, Project]:
    """Return a take of a brief, and its project, which the caller closes."""
    options = TakeOptions(size_px=_SIZE_PX, fps=_RATE, seconds=_SECONDS)
    passes = frozenset({Pass.ILLUMINANCE, *(Pass(name) for name in NEEDED_PASSES)})
    take = make_take(brief, folder, options=options, request=RenderRequest(passes=passes))
    shot = shots_in_order(take.world)[0][0]
    pack = ControlPack.open(max((folder / "takes" / shot).iterdir()))
    form = Form(size_px=_SIZE_PX, rate=_RATE, frame_count=pack.frame_count)
    plan = PlannedClip(
        source=SelfTestWorld(brief=brief),
        stage=conformed_shot(take.world, shot, form).stage,
        pack=pack,
        carried={},
        scenery=frozenset(),
    )
    return plan, Project.open(folder)


def _clip(example: Example, plan: PlannedClip, foreign: PlannedClip) -> bytes:
    """Return an example as somebody would hand it in: an mp4."""
    about = plan.subjects[0] if example.kind.startswith("subject.") else ""
    made = injected_clip(
        plan,
        Injection(
            kind=example.kind, size=example.size, subject=about, first_frame=example.first_frame
        ),
        look=LOOK,
        rng=np.random.default_rng(7),
        foreign=foreign,
    )
    return encode_mp4(made.frames, rate=_RATE)


def _keep(measured: Measured, place: Path, *, clip: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.with_suffix(".mp4").write_bytes(clip)
    judged = measured.judged
    page = report_page(judged.report, measured.plan, measured.clip, masks=judged.seen.masks)
    place.with_suffix(".html").write_bytes(page)


def _row(name: str, measured: Measured) -> UInt8[np.ndarray, "height width 3"]:
    """Return plan and clip side by side at two frames, under verdict and causes."""
    report, plan, clip = measured.judged.report, measured.plan.beauty, measured.clip.frames
    width, height = _TILE_PX
    sheet = Image.new("RGB", (4 * width, height + _WORDS_PX), "white")
    draw = ImageDraw.Draw(sheet)
    draw.text((8, 6), f"{name}: {VERDICTS[report.status]}", fill="black", font_size=20)
    for line, says in enumerate(_reasons(report)[:3]):
        draw.text((8, 31 + 19 * line), says, fill="black", font_size=15)
    tiles = [(side, k, of[k]) for k in _SHOWN for side, of in (("plan", plan), ("clip", clip))]
    for place, (side, frame, picture) in enumerate(tiles):
        tile = Image.fromarray(picture).resize(_TILE_PX, Image.Resampling.LANCZOS)
        sheet.paste(tile, (place * width, _WORDS_PX))
        draw.text(
            (place * width + 6, _WORDS_PX + 4), f"{side}, frame {frame}",
            fill="white", stroke_fill="black", stroke_width=2, font_size=15,
        )  # fmt: skip
    return np.asarray(sheet)


def _reasons(report: ShotReport) -> list[str]:
    """Return why a clip fails, the file's own findings first; each once."""
    findings = [one.says for one in report.mapping.findings if one.fails]
    return list(dict.fromkeys([*findings, *(one.says for one in report.causes)]))


def examples_page(reports: Mapping[str, ShotReport]) -> str:
    """Return the page as Markdown."""
    parts = [_HEAD.format(brief=BRIEF, frames=reports[EXAMPLES[0].name].frame_count, rate=_RATE)]
    for example in EXAMPLES:
        parts += _section(example, reports[example.name])
    return "\n".join(parts)


def _section(example: Example, report: ShotReport) -> Sequence[str]:
    failed = [one for one in report.checks if one.status != "pass"]
    rows = [
        f"| {one.name} | {quantity_text(one.value, one.unit)} | "
        f"{quantity_text(one.tolerance, one.unit)} | {_WORDS[one.status]} |"
        for one in failed
    ]
    table = ["| Check | measured | at most | |", "|---|---|---|---|", *rows, ""] if rows else []
    passed = len(report.checks) - len(failed)
    return (
        f"## {example.name}",
        f"What was put in: {example.says}.",
        "",
        f"**{VERDICTS[report.status]}**; {passed} of {len(report.checks)} checks pass.",
        "",
        *(f"* {says}" for says in _reasons(report)),
        *([""] if _reasons(report) else []),
        *table,
        *((example.note, "") if example.note else ()),
        f"All of it: [{example.name}.json](judged/{example.name}.json)",
        "",
    )


_WORDS: Final = {"pass": "passes", "fail": "fails", "cannot_tell": "can't tell"}
_HEAD: Final = """# Five clips, judged

Written by `python tools/judge_examples.py`, with picture and reports. One plan, filmed in the look
`film` of our embedded shader, {frames} frames at {rate} a second, 416x240, coded as mp4:

> {brief}

Nothing but the mp4 and the plan went to the judge, by the way that `groundplan measure` takes.
`python tools/judge_examples.py --pages build/judged` also keeps the clips and their whole HTML
reports (2 to 3 MB each: overlays, plots, worst frames). What was put in is known, so you can judge
the judge. [protocol.md](protocol.md) says what is measured and how.

![Plan and clip side by side at two frames, with what was said of each](images/judged.jpg)
"""

if __name__ == "__main__":
    main()
