"""A dry run: a folder with exactly what would be sent, and nothing that an earlier one left."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import orjson

from groundplan.errors import OutputError
from groundplan.passes.files import write_atomic
from groundplan.passes.pack import ControlPack
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import Anchor, Shader

__all__ = ["write_dry_run"]

_PLAN = "plan.json"


def write_dry_run(
    backend: Shader,
    plan: ShadePlan,
    pack: ControlPack,
    *,
    folder: Path,
    progress: Callable[[int, int], None],
) -> tuple[str, ...]:
    """Write plan and calls into a folder, in the place of an earlier dry run; return the files.

    A later window is given the previz where it would be given the frames that came back.

    Raises:
        OutputError: The folder holds something else, or cannot be written.
    """
    part = folder.with_name(f".{folder.name}.part")
    try:
        _check_free(folder)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
        write_atomic(part / _PLAN, orjson.dumps(plan, option=options))
        files = [_PLAN]
        for index in range(len(plan.windows)):
            place = "" if len(plan.windows) == 1 else f"window_{index + 1:02d}"
            call = backend.encode(plan, pack, window=index, anchor=_anchor(plan, pack, index))
            call.write(part / place)
            files.append(str(Path(place) / "request.json"))
            progress(index + 1, len(plan.windows))
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except OSError as error:
        raise OutputError(
            f"{folder} can't be written ({error.strerror})", "choose another folder with -o"
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return tuple(str(folder / name) for name in files)


def _check_free(folder: Path) -> None:
    if folder.is_file() or (
        folder.is_dir() and any(folder.iterdir()) and not (folder / _PLAN).is_file()
    ):
        raise OutputError(
            f"{folder} can't be written: it holds something else", "choose another folder with -o"
        )


def _anchor(plan: ShadePlan, pack: ControlPack, index: int) -> Anchor | None:
    window = plan.windows[index]
    if not window.anchored:
        return None
    return Anchor(frames=np.asarray(pack["beauty"][window.first : window.first + window.anchored]))
