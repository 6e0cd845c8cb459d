"""The whole flow, one line per arrow: words, facts, world, stage, frames, control pack."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from groundplan.agents.director import Planned, plan
from groundplan.agents.llm.account import AccountLine, account_of
from groundplan.agents.llm.recording import RECORDING_NAME
from groundplan.inputs.text import facts_from_text
from groundplan.studio.describe import describe
from groundplan.studio.options import TakeOptions
from groundplan.studio.overview import Overview, overview
from groundplan.studio.project import Project
from groundplan.studio.reading import Reader
from groundplan.studio.rendering import RenderRequest, render_shots
from groundplan.world.document import World
from groundplan.world.finding import Finding

__all__ = [
    "Take", "film", "make_take", "plan_world",
]  # fmt: skip

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """What came of a brief."""

    folder: Path
    world: World
    overview: Overview
    files: tuple[str, ...]
    """What was written, as paths from where the program runs."""
    findings: tuple[Finding, ...] = field(default=())
    account: tuple[AccountLine, ...] = ()
    """What a language model was asked, and what it cost."""

    def as_json(self) -> dict[str, object]:
        """Return the description, with the files that were written and the model's account."""
        said = {"llm": [asdict(line) for line in self.account]} if self.account else {}
        described = describe(self.world, planned=self.findings)
        return {**described, **said, "files": list(self.files)}


def plan_world(brief: str | bytes, *, options: TakeOptions) -> Planned:
    """Return the world that a brief describes; nothing is written.

    Raises:
        InputError: The brief cannot be read.
    """
    reader = Reader(options.planner)
    facts = reader.read(facts_from_text(brief))
    return reader.noted(plan(facts, seed=options.seed, options=options.planning()))


def make_take(
    brief: str | bytes,
    folder: Path,
    *,
    options: TakeOptions,
    request: RenderRequest | None,
    replace: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Take:
    """Turn a brief into a project folder with a take of every shot.

    Raises:
        GroundplanError: The brief, the folder or the rendering fails; nothing is half there.
    """
    planned = plan_world(brief, options=options)
    return film(planned, folder, request=request, replace=replace, progress=progress)


def film(
    planned: Planned,
    folder: Path,
    *,
    request: RenderRequest | None,
    replace: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Take:
    """Turn a planned world into a project folder with a take of every shot.

    Raises:
        GroundplanError: The folder or the rendering fails; nothing is half there.
    """
    account = account_of(planned.calls)
    with Project.create(folder, planned, replace=replace) as project:
        files = [str(folder / "world.json"), str(folder / "ops.jsonl")]
        files += [str(folder / RECORDING_NAME)] if planned.calls else []
        if request is not None:
            files += render_shots(project, shot="", request=request, progress=progress)
        return Take(
            folder=folder,
            world=project.world,
            overview=overview(project.world, planned=planned.findings, account=account),
            files=tuple(files),
            findings=planned.findings,
            account=account,
        )
