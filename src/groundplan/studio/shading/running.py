"""A plan becomes footage: each call goes into the ledger, out, back, and into a clip.

Whatever ends the process, the next run goes on from there: no call is lost, or paid twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import MissingExtraError
from groundplan.footage.calls import CallRow
from groundplan.footage.clip_facts import clip_facts
from groundplan.footage.clips import check_room, new_clip, shot_folder, write_whole
from groundplan.footage.ledger import Ledger
from groundplan.footage.parts import forget_part
from groundplan.footage.provenance import Provenance, read_provenance, write_provenance
from groundplan.passes.files import read_bounded, sha256_of
from groundplan.passes.manifest import MANIFEST_FILE
from groundplan.passes.pack import ControlPack
from groundplan.shader.matching import check_pack
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession, Shader
from groundplan.shader.windows import Windowed, film_windows
from groundplan.studio.shading.calling import Caller, sent_hash
from groundplan.studio.shading.clip_provenance import finished_clip, provenance_of, same_pictures
from groundplan.world.files import FolderLock

__all__ = ["Shaded", "pack_hash_of", "run_plan", "sent_as_now", "windows_to_call"]

_MANIFEST_LIMIT: Final = 64 << 20
_SPARE_BYTES: Final = 32 << 20
"""Kept free for the ledger and the provenance: ours."""

Encode = Callable[[UInt8[np.ndarray, "frame height width 3"], Fraction], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaded:
    """A finished clip."""

    clip: Path
    """`footage/<shot>/<n>.mp4` of the project."""
    provenance: Provenance
    rows: tuple[CallRow, ...]
    """The calls that it is made of, a window each."""
    reused: bool
    """It was there already, of the same plan and pack; no call was made."""


def pack_hash_of(pack: ControlPack) -> str:
    """Return the sha256 of a pack's manifest, which names all that the pack holds by its hash.

    Raises:
        PackError: It cannot be read.
    """
    return sha256_of(read_bounded(pack.folder / MANIFEST_FILE, _MANIFEST_LIMIT))


def run_plan(
    shader: Shader,
    plan: ShadePlan,
    pack: ControlPack,
    *,
    ledger: Ledger,
    session: CallSession | None = None,
    again: bool = False,
) -> Shaded:
    """Make the clip of a plan in the project of `ledger`, or find it there.

    A call that an earlier process began is gone on with (`groundplan.footage.repeats`). With
    `again`: a new clip where there is one, and new calls for those that may be on their way.
    Progress is told over all windows.

    Raises:
        PlanError: The pack is not the one that was planned for.
        CallError: A call failed, may have been paid before, or gave other frames than planned.
        CallCancelledError: A person stopped it; windows that are done are kept for the next run.
        OutputError: There is no room, or a file can't be written.
        StoreError: The ledger is damaged, or another process is making clips of this shot.
        MissingExtraError: The extra `video`, or what the backend needs, is not installed.
    """
    check_pack(plan, pack)
    encode, pack_hash = _encoder(), pack_hash_of(pack)
    folder = shot_folder(ledger.project, plan.shot)
    width, height = plan.size_px
    # What the calls give, and the clip: surely smaller than its frames.
    check_room(folder, 2 * plan.frame_count * width * height * 3 + _SPARE_BYTES)
    lock = FolderLock(folder)
    try:
        found = _found(shader, plan, pack, ledger=ledger, pack_hash=pack_hash)
        if found is not None and not again:
            return found
        caller = Caller(
            shader=shader,
            plan=plan,
            pack_hash=pack_hash,
            ledger=ledger,
            folder=folder,
            session=session or CallSession(),
            fresh=again and found is not None,
            again=again,
        )
        film = film_windows(
            shader, plan, pack, session_of=lambda _: caller.session, send=caller.send
        )
        return _filed(caller, film, encode)
    finally:
        lock.release()


def _found(
    shader: Shader, plan: ShadePlan, pack: ControlPack, *, ledger: Ledger, pack_hash: str
) -> Shaded | None:
    """Return the clip that is there, if what would be sent now is what was sent then."""
    key = plan.key(pack_hash)
    latest = [ledger.latest(key, window) for window in range(len(plan.windows))]
    clip = finished_clip(tuple(latest), project=ledger.project)
    rows = tuple(row for row in latest if row is not None)
    if clip is None or len(rows) != len(latest):
        return None
    if not sent_as_now(shader, plan, pack, rows=rows):
        return None
    provenance = read_provenance(clip)
    # What an anchored window sends is not known without the frames before it: its pictures are.
    if provenance is None or not same_pictures(provenance, plan):
        return None
    return Shaded(clip=clip, provenance=provenance, rows=rows, reused=True)


def sent_as_now(
    shader: Shader, plan: ShadePlan, pack: ControlPack, *, rows: tuple[CallRow, ...]
) -> bool:
    """Return whether the calls of a plan, one for each window, sent what would be sent now.

    A plan's key names pictures and adapters by their path: what is in them shows in the call. What
    an anchored window sends is not known without the frames before it.
    """
    return all(
        _sent_so(shader, plan, pack, window=window, row=row) for window, row in enumerate(rows)
    )


def windows_to_call(
    shader: Shader, plan: ShadePlan, pack: ControlPack, *, latest: Sequence[CallRow | None]
) -> list[int]:
    """Return the windows of a plan that need a new call; one that a host has is only fetched.

    `latest`: the last call of each window. One that sent something else than would be sent now is
    made anew, and so is an anchored window after one that is: it sends other frames.
    """
    found: list[int] = []
    for window, row in enumerate(latest):
        if row is not None and row.state == "submitted":
            continue
        follows = plan.windows[window].anchored and window - 1 in found
        done = None if row is None or row.state != "done" or follows else row
        if done is None or not _sent_so(shader, plan, pack, window=window, row=done):
            found.append(window)
    return found


def _sent_so(
    shader: Shader, plan: ShadePlan, pack: ControlPack, *, window: int, row: CallRow
) -> bool:
    if plan.windows[window].anchored:
        return True
    return sent_hash(shader.encode(plan, pack, window=window)) == row.call.call_hash


def _filed(caller: Caller, film: Windowed, encode: Encode) -> Shaded:
    """Make the clip of all windows: one call's video stays as it came."""
    plan, ledger = caller.plan, caller.ledger
    rows = tuple(caller.rows[window] for window in range(len(plan.windows)))
    video = film.delivered[0].video if len(rows) == 1 else None
    data = encode(film.frames, plan.fps) if video is None else video
    provenance = provenance_of(
        plan,
        film,
        rows,
        clip=data,
        facts=clip_facts(data, most_frames=plan.frame_count),
        pack_hash=caller.pack_hash,
    )
    clip = new_clip(caller.folder)
    write_whole(clip, data)
    write_provenance(clip, provenance)
    ledger.filed((row.id for row in rows), clip.relative_to(ledger.project).as_posix())
    for row in rows:
        if row.part:
            forget_part(ledger.project / row.part)
    return Shaded(
        clip=clip,
        provenance=provenance,
        rows=tuple(ledger.row(row.id) for row in rows),
        reused=False,
    )


def _encoder() -> Encode:
    """Return what writes mp4: asked for before a call is made, which may be paid.

    Raises:
        MissingExtraError: PyAV is not installed.
    """
    try:
        from groundplan.passes.video import encode_mp4  # noqa: PLC0415 (an extra, slow to import)
    except ImportError:
        raise MissingExtraError(
            "PyAV is not installed", "pip install 'groundplan[video]'"
        ) from None
    return lambda frames, rate: encode_mp4(frames, rate=rate)
