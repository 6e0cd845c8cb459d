"""Commands about footage: `shade`, `assemble`, `backends`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from groundplan.cli.opening import opened
from groundplan.cli.terminal import print_json, print_lines, print_table, progress_bar

if TYPE_CHECKING:
    from groundplan.footage.calls import Judgement
    from groundplan.studio.project import Project
    from groundplan.studio.shading.shooting import ShotFootage
    from groundplan.studio.shading.until_pass import Judge

__all__ = ["register"]

EXIT_NOT_PASSED: Final = 1

Json = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")]


def shade(  # noqa: PLR0913  (a command line)
    folder: Annotated[Path, typer.Argument(help="Project folder.")],
    *,
    backend: Annotated[
        str, typer.Option(help="Who films: see `groundplan backends`.")
    ] = "embedded",
    shot: Annotated[str, typer.Option(help="Shot number, name or id; default: all.")] = "",
    look: Annotated[str, typer.Option(help="Style of the embedded backend: clay, ink …")] = "",
    control: Annotated[
        str, typer.Option(help="What is sent beside words: depth, pose, rgb …, or depth+pose.")
    ] = "",
    size: Annotated[str, typer.Option(help="Picture size in pixels; default: the shot's.")] = "",
    fps: Annotated[str, typer.Option(help="Frames per second; default: the shot's.")] = "",
    frames: Annotated[
        int | None, typer.Option(help="Frames of the clip, handles included.")
    ] = None,
    handles: Annotated[
        int | None, typer.Option(help="Frames before and after the shot; default: the shot's.")
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Change nothing to make it fit.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail where an intent is ignored or only words.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Same plan and seed: the same call.")] = 0,
    steps: Annotated[int | None, typer.Option(help="Steps of the model.")] = None,
    guidance: Annotated[float | None, typer.Option(help="How closely words are followed.")] = None,
    strength: Annotated[float | None, typer.Option(help="Of the controls; 1 is usual.")] = None,
    depth_of_field: Annotated[
        bool, typer.Option("--depth-of-field", help="Send what is out of focus so: rgb, gray.")
    ] = False,
    prompt: Annotated[str, typer.Option(help="Instead of the compiled prompt.")] = "",
    negative: Annotated[str, typer.Option(help="What should not be seen.")] = "",
    reference: Annotated[
        list[str] | None, typer.Option(help="FILE or NAME=FILE: how someone looks; repeatable.")
    ] = None,
    keyframe: Annotated[
        list[str] | None, typer.Option(help="first, last or N, or N=FILE; repeatable.")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="name=value, of the backend; repeatable.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write exactly what would be sent; send nothing.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where a dry run goes.")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Call anew where the same call was made before.")
    ] = False,
    until_pass: Annotated[
        bool, typer.Option("--until-pass", help="Call with new seeds until the judge says pass.")
    ] = False,
    max_calls: Annotated[
        int | None,
        typer.Option(min=1, help="Of --until-pass, for each shot, earlier ones counted."),
    ] = None,
    max_cost: Annotated[
        float | None, typer.Option(min=0, help="Of --until-pass, for all shots together.")
    ] = None,
    sign_with: Annotated[
        Path | None, typer.Option(help="Certificate chain (PEM): sign clips with C2PA.")
    ] = None,
    sign_key: Annotated[Path | None, typer.Option(help="Its private key (PEM).")] = None,
    renderer: Annotated[str, typer.Option(help="Which renderer draws the controls.")] = "numba",
    threads: Annotated[int, typer.Option(min=1, max=256, help="Rendering threads.")] = 2,
    as_json: Json = False,
) -> None:
    """Turn the plan into footage: say what is ignored, render the controls, call the backend.

    With --until-pass, status 1 says that a shot did not pass within the limits.
    """
    from groundplan.studio.shading.control_pack import ControlRender  # noqa: PLC0415
    from groundplan.studio.shading.rerolling import reroll_of, shoot_until_pass  # noqa: PLC0415
    from groundplan.studio.shading.shooting import ShadeOrder, shoot, signing_of  # noqa: PLC0415
    from groundplan.studio.shading.wishing import WishWords, wish_of  # noqa: PLC0415

    words = WishWords(
        control=control, size=size, fps=fps, frames=frames, handles=handles, exact=exact,
        strict=strict, seed=seed, steps=steps, guidance=guidance, strength=strength, look=look,
        prompt=prompt,
        depth_of_field=depth_of_field, negative=negative, references=reference or (),
        keyframes=keyframe or (), settings=settings or (),
    )  # fmt: skip
    with opened(folder) as project, progress_bar("shading") as progress:
        order = ShadeOrder(
            backend=backend,
            shot=shot,
            wish=wish_of(words, project.world),
            dry_run=dry_run,
            out=out,
            again=again,
            signing=signing_of(sign_with, sign_key),
            how=ControlRender(renderer=renderer, threads=threads),
        )
        reroll = reroll_of(
            _judge_of(project), until_pass=until_pass, max_calls=max_calls, max_cost=max_cost,
            seed=seed,
        )  # fmt: skip
        if reroll is None:
            shots = shoot(project, order, progress=progress)
        else:
            shots = shoot_until_pass(project, order, reroll, progress=progress)
    if as_json:
        print_json({"shots": [one.as_json() for one in shots]})
    else:
        for one in shots:
            _print_shot(one)
    if any(one.until_pass is not None and not one.until_pass.passed for one in shots):
        raise typer.Exit(EXIT_NOT_PASSED)


def assemble(
    folder: Annotated[Path, typer.Argument(help="Project folder.")],
    *,
    backend: Annotated[str, typer.Option(help="Take its clips alone; default: the newest.")] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The film, an mp4.")] = None,
    as_json: Json = False,
) -> None:
    """Cut the newest clip of every shot together, handles off, in the order of the shots."""
    from groundplan.studio.shading.assembling import assemble as cut_together  # noqa: PLC0415

    with opened(folder, writable=False) as project:
        made = cut_together(project, out or folder / "footage" / "film.mp4", backend=backend)
    if as_json:
        clips = [str(clip) for clip in made.clips]
        print_json({"film": str(made.film), "frame_count": made.frame_count, "clips": clips,
                    "notes": list(made.notes)})  # fmt: skip
    else:
        print_lines([*made.notes, str(made.film)])


def backends(
    name: Annotated[str, typer.Argument(help="Say all of one; default: a line for each.")] = "",
    *,
    as_json: Json = False,
) -> None:
    """List the backends: what each takes, makes and costs, and what is missing here."""
    from groundplan.studio.shading.availability import (  # noqa: PLC0415
        backend_states,
        claim_tables,
        short_table,
    )

    states = backend_states(name)
    if as_json:
        print_json([state.as_json() for state in states])
        return
    for table in claim_tables(states[0]) if name else (short_table(states),):
        print_table(table.title, table.headers, table.rows)


def _judge_of(project: "Project") -> "Judge":
    """Return who judges the clips of a project; it is loaded when there is one to judge."""

    def judge(clip: Path, shot: str) -> "Judgement":
        from groundplan.studio.measuring import judgement_of_clip  # noqa: PLC0415

        return judgement_of_clip(project, clip, shot)

    return judge


def _print_shot(shot: "ShotFootage") -> None:
    for table in shot.tables:
        print_table(table.title, table.headers, table.rows)
    print_lines(["", *shot.notes, *shot.files])


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(shade)
    app.command()(assemble)
    app.command()(backends)
