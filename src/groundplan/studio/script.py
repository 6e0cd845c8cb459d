"""From a script to one world of all its scenes."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from groundplan.agents.director import Planned
from groundplan.agents.film.plan import SceneFacts, plan_film
from groundplan.inputs.script.model import Script
from groundplan.inputs.script.reading import read_script
from groundplan.inputs.script.scene_facts import script_facts
from groundplan.studio.options import TakeOptions
from groundplan.studio.reading import Reader

__all__ = ["plan_script"]

Progress = Callable[[int, int], None]


def plan_script(
    data: bytes | str, *, name: str, options: TakeOptions,
    progress: Progress = lambda _done, _total: None,
) -> Planned:  # fmt: skip
    """Return the world that a script describes; nothing is written.

    Args:
        data: Fountain, Final Draft (FDX) or plain text with shots.
        name: what the file is called: its suffix helps to tell the form.
        options: picture, seed, and the length of shots that state none.
        progress: is told how many scenes of how many are done.

    Raises:
        InputError: The script cannot be read, or holds no scene.
    """
    script = read_script(data, name=name)
    total = len(script.scenes)
    reader = Reader(options.planner)
    planned = plan_film(
        _scenes(script, reader), script="\x1f".join(scene.text for scene in script.scenes),
        seed=options.seed, options=options.planning(),
        progress=lambda done: progress(done, total),
    )  # fmt: skip
    return reader.noted(planned)


def _scenes(script: Script, reader: Reader) -> Iterator[SceneFacts]:
    """Yield the scenes, read one by one; each knows the people of those before it."""
    for scene, facts in script_facts(script):
        # What is spoken says nothing about the world: agents that search the text see prose alone.
        yield SceneFacts(
            heading=scene.heading, number=scene.number, text=scene.text,
            facts=reader.read(replace(facts, text=scene.prose)),
        )  # fmt: skip
