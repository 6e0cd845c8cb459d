"""The provenance of a clip, from its plan, its calls and what the ledger has of them."""

import hashlib
import re
from pathlib import Path
from typing import Final

import orjson

from groundplan import __version__
from groundplan.errors import InputError, PackError
from groundplan.footage.calls import CallRow
from groundplan.footage.clip_facts import ClipFacts, read_clip
from groundplan.footage.provenance import (
    CallProvenance,
    ClipRecord,
    Provenance,
    WindowDrift,
    read_provenance,
)
from groundplan.passes.files import read_bounded
from groundplan.shader.plan import ShadePlan
from groundplan.shader.windows import Windowed
from groundplan.world.base import JsonData

__all__ = ["finished_clip", "provenance_of", "same_pictures"]

_URL: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^\s,;]*)")
_FOLDERS: Final = re.compile(
    r"(?<![\w.:\\/-])(?:~[^,;\\/]*[\\/]|\.\.?[\\/]|[A-Za-z]:[\\/]|[\\/](?!/))(?:[^,;]*[\\/])?"
)
"""The folders of a path that names a machine or a user, in a setting."""

_MOST_PICTURE_BYTES: Final = 256 << 20


def provenance_of(
    plan: ShadePlan,
    film: Windowed,
    rows: tuple[CallRow, ...],
    *,
    clip: bytes,
    facts: ClipFacts,
    pack_hash: str,
) -> Provenance:
    """Return what the clip of a plan was made from and by."""
    actual = [row.cost_actual for row in rows]
    known = [cost for cost in actual if cost is not None]
    return Provenance(
        groundplan=__version__,
        key=plan.key(pack_hash),
        world_hash=plan.world_hash,
        pack_hash=pack_hash,
        shot=plan.shot,
        backend=plan.backend,
        capabilities_version=plan.capabilities_version,
        seed=plan.seed,
        prompt=plan.prompt,
        negative=plan.negative,
        plan=_portable(plan),
        conformed=tuple(
            f"{one.what} {one.was} becomes {one.becomes}: {one.rule}" for one in plan.conformed
        ),
        ignored=_unheard(plan, "ignored"),
        words_only=_unheard(plan, "words"),
        calls=_calls(film, rows),
        drift=_drift(film),
        cost_estimate=None if plan.cost is None else plan.cost.amount,
        cost_actual=sum(known) if known and len(known) == len(actual) else None,
        currency="" if plan.cost is None else plan.cost.currency,
        remarks=tuple(_remarks(plan, facts)),
        clip=ClipRecord(
            sha256=hashlib.sha256(clip).hexdigest(),
            size_bytes=len(clip),
            size_px=facts.size_px,
            rate=_pair(plan, facts),
            frame_count=facts.frame_count,
            as_delivered=len(rows) == 1 and film.delivered[0].video == clip,
        ),
    )


def finished_clip(rows: tuple[CallRow | None, ...], *, project: Path) -> Path | None:
    """Return the clip that all rows of a plan ended up in, if it is there, whole and ours."""
    names = {row.clip if row is not None and row.state == "done" else "" for row in rows}
    first = rows[0]
    if len(names) != 1 or first is None or not first.clip:
        return None
    clip = project / first.clip
    try:
        provenance = read_provenance(clip)
        whole = provenance is not None and (
            hashlib.sha256(read_clip(clip)).hexdigest() == provenance.clip.sha256
        )
    except InputError:
        # Damaged: it is made anew beside it, of what was kept or can be fetched.
        return None
    return clip if whole and provenance is not None and provenance.key == first.call.key else None


def same_pictures(provenance: Provenance, plan: ShadePlan) -> bool:
    """Return whether the pictures that a plan names are still those that a clip was made from."""
    now = _portable(plan)
    return all(provenance.plan.get(name) == now[name] for name in ("references", "keyframes"))


def _calls(film: Windowed, rows: tuple[CallRow, ...]) -> tuple[CallProvenance, ...]:
    return tuple(
        CallProvenance(
            window=window,
            ledger=row.id,
            request_id=row.request_id,
            sent=film.sent[window],
            output=row.output_hash,
            made_by=row.made_by,
            cost_actual=row.cost_actual,
        )
        for window, row in enumerate(rows)
    )


def _drift(film: Windowed) -> tuple[WindowDrift, ...]:
    return tuple(
        WindowDrift(
            window=one.window,
            first=one.first,
            count=one.count,
            difference=one.difference,
            luma=one.luma,
            chroma=one.chroma,
        )
        for one in film.drift
    )


def _portable(plan: ShadePlan) -> dict[str, JsonData]:
    """Return a plan as JSON, without the folders of this machine."""
    plain: dict[str, JsonData] = orjson.loads(orjson.dumps(plan))
    plain["options"] = {name: _without_folders(value) for name, value in plan.options.items()}
    plain["references"] = [
        {**_picture(one.picture), "entity": one.entity} for one in plan.references
    ]
    plain["keyframes"] = [{**_picture(one.picture), "frame": one.frame} for one in plan.keyframes]
    return plain


def _without_folders(value: str) -> str:
    """Return a setting without folders, and its addresses as scheme, host and last name alone.

    What else stands in an address may sign for somebody: a user, a port, a query.
    """
    kept: list[str] = []

    def short(match: re.Match[str]) -> str:
        if match[1].lower() == "file":
            return match[2].rpartition("/")[2]
        where = re.split(r"[?#]", match[2], maxsplit=1)[0]
        server, _, path = where.partition("/")
        host = re.sub(r":\d*$", "", server.rpartition("@")[2])
        name = path.rstrip("/").rpartition("/")[2]
        kept.append(f"{match[1]}://{host}" + (f"/{name}" if name else ""))
        return f"\0{len(kept) - 1}\0"

    bare = _FOLDERS.sub("", _URL.sub(short, value.replace("\0", "")))
    return re.sub(r"\0(\d+)\0", lambda match: kept[int(match[1])], bare)


def _picture(path: str) -> dict[str, JsonData]:
    """Return the name of a picture and the sha256 of its file, empty where there is none."""
    try:
        data = read_bounded(Path(path), _MOST_PICTURE_BYTES) if path else b""
    except PackError:
        data = b""
    sha256 = hashlib.sha256(data).hexdigest() if data else ""
    return {"picture": _without_folders(path), "sha256": sha256}


def _unheard(plan: ShadePlan, honour: str) -> tuple[str, ...]:
    return tuple(f"{one.name}: {one.says}" for one in plan.intents if one.honour == honour)


def _pair(plan: ShadePlan, facts: ClipFacts) -> tuple[int, int]:
    rate = facts.rate or plan.fps
    return rate.numerator, rate.denominator


def _remarks(plan: ShadePlan, facts: ClipFacts) -> list[str]:
    found: list[str] = []
    if facts.rate is not None and facts.rate != plan.fps:
        found.append(f"the file says {facts.rate} frames/s, {plan.fps} were planned")
    if facts.size_px != plan.size_px:
        (width, height), (planned, high) = facts.size_px, plan.size_px
        found.append(
            f"{planned}x{high} px stand in a file of {width}x{height} px: H.264 has even sizes"
        )
    return found
