"""The layouts that vendors' trainers read: names of files and columns, written exactly.

Clips are mp4 (H.264, see `passes.video`): visually lossless, not exact. Beside them lies
`provenance.json` with hashes, sources and licences, which no trainer reads.
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

import orjson
from PIL import Image

from groundplan import __version__
from groundplan.errors import InputError, MissingExtraError
from groundplan.passes.files import sha256_of, write_atomic
from groundplan.shader.adaptation.clips import Clip, pixels_hash
from groundplan.shader.adaptation.dataset import new_folder, write_dataset
from groundplan.shader.adaptation.sample import Sample

__all__ = ["LAYOUTS", "Layout", "write_layout"]

Layout = Literal["groundplan", "videox-fun", "diffsynth", "ltx"]
LAYOUTS: Final[tuple[Layout, ...]] = get_args(Layout)

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paths:
    """Where a sample's files lie below the folder."""

    target: str
    control: str
    reference: str
    """Empty: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How one trainer wants its rows."""

    metadata: str
    """File name."""
    target: str
    """Folder."""
    control: str
    references: str = ""
    """Folder; empty: the layout has no place for them."""
    row: Callable[[str, _Paths], Row]
    """From caption and paths to a row."""
    written: Callable[[list[Row]], bytes]


def write_layout(layout: Layout, samples: Iterable[Sample], folder: Path) -> int:
    """Write samples into a new folder and return how many; the same samples, the same bytes.

    Raises:
        InputError: There is no sample, or the layout has no place for a reference.
        MissingExtraError: A vendor's layout is asked for and PyAV is not installed.
        OutputError: The folder is not empty or cannot be written; nothing is left there then.
    """
    if layout == "groundplan":
        return len(write_dataset(samples, folder).items)
    form = _FORMS[layout]
    rows: list[Row] = []
    sources: list[dict[str, object]] = []
    with new_folder(folder) as place:
        for sample in samples:
            _check(layout, sample, rows)
            row, source = _written(form, sample, place)
            rows.append(row)
            sources.append(source)
        if not rows:
            raise InputError("there is nothing to export", "name projects that have shots")
        write_atomic(place / "provenance.json", _provenance(layout, sources))
        write_atomic(place / form.metadata, form.written(rows))
    return len(rows)


def _check(layout: Layout, sample: Sample, rows: list[Row]) -> None:
    most = 1 if _FORMS[layout].references else 0
    if len(sample.references) > most:
        raise InputError(
            f"{sample.name} has {len(sample.references)} references, the {layout} layout has "
            f"place for {most}",
            "leave --reference out, or export with --layout groundplan",
        )
    if rows and (_REFERENCE in rows[0]) != bool(sample.references):
        raise InputError(
            f"{sample.name}: some samples have a reference and some have none",
            f"the {layout} layout has one column for all: give every sample one, or none",
        )


def _written(form: _Form, sample: Sample, folder: Path) -> tuple[Row, dict[str, object]]:
    paths = _Paths(
        target=f"{form.target}/{sample.name}.mp4",
        control=f"{form.control}/{sample.name}.mp4",
        reference=f"{form.references}/{sample.name}.png" if sample.references else "",
    )
    files = {
        paths.target: _mp4(sample.target, sample),
        paths.control: _mp4(sample.control_clip, sample),
    }
    if paths.reference:
        files[paths.reference] = _png(sample)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    source: dict[str, object] = {
        "name": sample.name,
        "control": sample.control,
        "rate": [sample.rate.numerator, sample.rate.denominator],
        "size_px": [sample.target.shape[2], sample.target.shape[1]],
        "frame_count": sample.target.shape[0],
        "licence": sample.licence,
        "source": sample.source,
        "files": {path: sha256_of(data) for path, data in files.items()},
        "pixels": {
            "target": pixels_hash(sample.target),
            "control": pixels_hash(sample.control_clip),
        },
    }
    return form.row(_one_line(sample.caption), paths), source


def _mp4(clip: Clip, sample: Sample) -> bytes:
    try:
        from groundplan.passes.video import encode_mp4  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise MissingExtraError(
            "this layout holds mp4 files, and PyAV is not installed",
            "pip install 'groundplan[video]', or use --layout groundplan",
        ) from error
    height, width = clip.shape[1:3]
    if height % 2 or width % 2:
        raise InputError(f"{sample.name} is {width}x{height} px", "H.264 has even sizes only")
    return encode_mp4(clip, rate=sample.rate)


def _png(sample: Sample) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(sample.references[0], "RGB").save(buffer, format="PNG", compress_level=6)
    return buffer.getvalue()


def _one_line(caption: str) -> str:
    return " ".join(caption.split())


def _provenance(layout: Layout, sources: list[dict[str, object]]) -> bytes:
    whole = {
        "schema": "groundplan.dataset-provenance/1",
        "groundplan": __version__,
        "layout": layout,
        "items": sources,
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


_REFERENCE: Final = "vace_reference_image"


def _videox_row(caption: str, paths: _Paths) -> Row:
    row = {"file_path": paths.target, "control_file_path": paths.control}
    return row | {"text": caption, "type": "video"}


def _diffsynth_row(caption: str, paths: _Paths) -> Row:
    row = {"video": paths.target, "prompt": caption, "vace_video": paths.control}
    return row | {_REFERENCE: paths.reference} if paths.reference else row


def _ltx_row(caption: str, paths: _Paths) -> Row:
    return {"caption": caption, "video": paths.target, "reference_video": paths.control}


def _json(rows: list[Row]) -> bytes:
    return orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _csv(rows: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


_FORMS: Final[dict[Layout, _Form]] = {
    # Source: aigc-apps/VideoX-Fun, scripts/wan2.1_fun/README_TRAIN_CONTROL_LORA.md (33651fc).
    "videox-fun": _Form(
        metadata="metadata_control.json",
        target="train",
        control="control",
        row=_videox_row,
        written=_json,
    ),
    # Source: modelscope/DiffSynth-Studio, docs/en/API_Reference/core/data.md (3ee3cc3) for the
    # table, examples/wanvideo/model_training/lora/Wan2.1-VACE-1.3B.sh (1cb14f7) for the columns.
    "diffsynth": _Form(
        metadata="metadata_vace.csv",
        target="video",
        control="vace_video",
        references="vace_reference_image",
        row=_diffsynth_row,
        written=_csv,
    ),
    # Source: Lightricks/LTX-2, packages/ltx-trainer/docs/dataset-preparation.md (94a2c9a).
    "ltx": _Form(
        metadata="dataset.json",
        target="videos",
        control="references",
        row=_ltx_row,
        written=_json,
    ),
}
