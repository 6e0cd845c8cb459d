"""Commands that make pictures: `make` and `render`."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from groundplan.cli.opening import opened
from groundplan.cli.terminal import print_json, print_lines, print_table, progress_bar
from groundplan.errors import InputError

if TYPE_CHECKING:
    from groundplan.agents.director import Planned
    from groundplan.studio.options import TakeOptions
    from groundplan.studio.overview import Overview

__all__ = ["register"]

_LARGEST_BRIEF_BYTES: Final = 1 << 20
_LARGEST_SCRIPT_BYTES: Final = 16 << 20

Json = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")]
Threads = Annotated[
    int, typer.Option(min=1, max=256, help="Rendering threads; any number, same bytes.")
]
RendererName = Annotated[str, typer.Option("--renderer", help="Which renderer draws.")]
Exr = Annotated[bool, typer.Option("--exr", help="Also write multi-layer EXR (extra: exr).")]


def make(  # noqa: PLR0913  (a command line)
    brief: Annotated[str, typer.Argument(help="What to film, in words; `-` reads stdin.")] = "",
    *,
    script: Annotated[
        Path | None,
        typer.Option(help="Film a script instead: Fountain, Final Draft (.fdx) or plain text."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Project folder to make.")] = Path(
        "take"
    ),
    seed: Annotated[int, typer.Option(help="Same brief and seed: same bytes.")] = 0,
    size: Annotated[str, typer.Option(help="Picture size in pixels.")] = "832x480",
    fps: Annotated[str, typer.Option(help="Frames per second, as 16 or 24000/1001.")] = "16",
    seconds: Annotated[float, typer.Option(help="Length when the brief states none.")] = 5.0,
    render: Annotated[bool, typer.Option("--render/--no-render", help="Draw the take.")] = True,
    planner: Annotated[
        str, typer.Option(help="Who reads: embedded (no network), llm, or hybrid.")
    ] = "embedded",
    model: Annotated[
        str, typer.Option(help="openai:NAME, anthropic:NAME, google:NAME [GROUNDPLAN_LLM_MODEL].")
    ] = "",
    model_url: Annotated[
        str, typer.Option(help="OpenAI-compatible server, http://127.0.0.1:8080/v1.")
    ] = "",
    model_timeout: Annotated[float, typer.Option(help="Seconds that a model is waited for.")] = 120,
    replay: Annotated[
        Path | None, typer.Option(help="Recorded replies, or a project that has them: no network.")
    ] = None,
    renderer: RendererName = "numba",
    threads: Threads = 2,
    exr: Exr = False,
    force: Annotated[bool, typer.Option("--force", help="Move an existing project aside.")] = False,
    as_json: Json = False,
) -> None:
    """Turn words into a world, a previz take and its control pack."""
    from groundplan.studio.options import (  # noqa: PLC0415
        PlannerOptions,
        TakeOptions,
        parse_fps,
        parse_planner,
        parse_size,
    )
    from groundplan.studio.rendering import RenderRequest  # noqa: PLC0415
    from groundplan.studio.take import film, plan_world  # noqa: PLC0415

    reader = PlannerOptions(
        mode=parse_planner(planner), model=model, model_url=model_url, timeout_s=model_timeout,
        replay=replay,
    )  # fmt: skip
    options = TakeOptions(
        seed=seed, size_px=parse_size(size), fps=parse_fps(fps), seconds=seconds, planner=reader
    )
    request = RenderRequest(renderer=renderer, threads=threads, exr=exr) if render else None
    if script is not None:
        planned = _planned_script(script, brief=brief, options=options)
    else:
        planned = plan_world(_brief_text(brief), options=options)
    with progress_bar("filming") as progress:
        take = film(planned, out, request=request, replace=force, progress=progress)
    if as_json:
        print_json(take.as_json())
    else:
        _print_overview(take.overview, take.files)


def render(  # noqa: PLR0913  (a command line)
    folder: Annotated[Path, typer.Argument(help="Project folder.")],
    *,
    shot: Annotated[str, typer.Option(help="Shot number, name or id; default: all.")] = "",
    passes: Annotated[
        str, typer.Option(help="Comma-separated passes; default: beauty, truth, poses.")
    ] = "",
    renderer: RendererName = "numba",
    threads: Threads = 2,
    pose_points: Annotated[
        str, typer.Option(help="Joints that pose passes draw: confident, all or visible.")
    ] = "confident",
    pose_parts: Annotated[
        str, typer.Option(help="What poses of people show: whole (hands and face too) or body.")
    ] = "whole",
    exr: Exr = False,
    light: Annotated[
        str, typer.Option(help="quick, or traced: exact soft shadows, hidden sky and bounces.")
    ] = "quick",
    depth_of_field: Annotated[bool, typer.Option("--depth-of-field", help="Beauty only.")] = False,
    motion_blur: Annotated[bool, typer.Option("--motion-blur", help="Beauty only.")] = False,
    guides: Annotated[
        str, typer.Option(help="Mark aspect ratios on sheet and preview: 2.39,9:16, or film.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Draw a take of the world as it is now."""
    from groundplan.studio.rendering import (  # noqa: PLC0415
        RenderRequest,
        parse_guides,
        parse_light,
        parse_passes,
        parse_pose_parts,
        parse_pose_points,
        render_shots,
    )

    request = RenderRequest(
        renderer=renderer, threads=threads, exr=exr, passes=parse_passes(passes),
        pose_points=parse_pose_points(pose_points), pose_parts=parse_pose_parts(pose_parts),
        light=parse_light(light), depth_of_field=depth_of_field, motion_blur=motion_blur,
    )  # fmt: skip
    with opened(folder) as project, progress_bar("filming") as progress:
        marked = replace(request, guides=parse_guides(guides, project.world))
        files = render_shots(project, shot=shot, request=marked, progress=progress)
    if as_json:
        print_json({"files": files})
    else:
        print_lines(files)


def _planned_script(path: Path, *, brief: str, options: "TakeOptions") -> "Planned":
    """Return the world of a script file."""
    from groundplan.studio.script import plan_script  # noqa: PLC0415

    if brief:
        raise InputError("there is a brief and a script", "give one of the two")
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_SCRIPT_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror})", "name a script file"
        ) from error
    with progress_bar("reading scenes") as progress:
        return plan_script(data, name=path.name, options=options, progress=progress)


def _brief_text(brief: str) -> str | bytes:
    """Return the words, read from stdin for `-`; bounded."""
    return sys.stdin.buffer.read(_LARGEST_BRIEF_BYTES + 1) if brief == "-" else brief


def _print_overview(overview: "Overview", files: tuple[str, ...]) -> None:
    for table in overview.tables:
        print_table(table.title, table.headers, table.rows)
    print_lines(["", *files])


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(make)
    app.command()(render)
