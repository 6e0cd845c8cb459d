"""The card of an adapter: what it is, what it was made of, on what terms, and how well it does."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from groundplan.passes.files import write_atomic
from groundplan.shader.adaptation.adapter_record import AdapterRecord
from groundplan.shader.adaptation.dataset import Dataset
from groundplan.shader.adaptation.recipe import TrainingRecipe

__all__ = ["CardFigures", "write_card"]

CARD_FILE: Final = "README.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFigures:
    """What was measured. No times: two equal runs have equal cards."""

    weight_count: int
    file_bytes: int
    losses: tuple[float, ...]
    """Of every step."""
    validations: tuple[tuple[int, float], ...]
    """Steps and losses."""


def write_card(
    folder: Path,
    record: AdapterRecord,
    recipe: TrainingRecipe,
    *,
    dataset: Dataset,
    figures: CardFigures,
    command: str,
) -> Path:
    """Write the card and return its path.

    Raises:
        OutputError: It cannot be written.
    """
    parts = (
        _head(record),
        _origin(record, dataset, recipe),
        _terms(dataset),
        _figures(figures, recipe),
        _use(record),
        f"## Made by\n\n```\n{command}\n```\n",
    )
    path = folder / CARD_FILE
    write_atomic(path, "\n".join(parts).encode())
    return path


def _head(record: AdapterRecord) -> str:
    return (
        f"# LoRA adapter for {record.base_name}\n\n"
        f"{record.kind}, rank {record.rank}, alpha {record.alpha:g}, on {', '.join(record.targets)}"
        f"; {record.steps} steps. It works with the base below and no other: `groundplan.json` "
        "names it, and groundplan refuses another.\n"
    )


def _origin(record: AdapterRecord, dataset: Dataset, recipe: TrainingRecipe) -> str:
    items = dataset.manifest.items
    kinds = Counter(item.source.target for item in items)
    controls = Counter(item.control for item in items)
    held = min(recipe.holdout, max(0, len(items) - 1))
    return (
        "## Made of\n\n"
        "| what | |\n|---|---|\n"
        f"| base | {record.base_name}, sha256 `{record.base_sha256}` |\n"
        f"| dataset | sha256 `{record.dataset_sha256}` (of its manifest) |\n"
        f"| items | {len(items)}, of which {held} held out |\n"
        f"| controls | {_counted(controls)} |\n"
        f"| targets | {_counted(kinds)} |\n"
        f"| recipe | sha256 `{record.recipe_sha256}`, learning rate {recipe.learning_rate:g}, "
        f"batch {recipe.batch}, seed {recipe.seed}, dropout {recipe.dropout:g}, captions left out "
        f"{recipe.caption_dropout:.0%} |\n"
        f"| adapter | sha256 `{record.adapter_sha256}` |\n"
    )


def _terms(dataset: Dataset) -> str:
    counted = Counter(item.licence for item in dataset.manifest.items)
    lines = "".join(f"* {count} x {terms}\n" for terms, count in sorted(counted.items()))
    warning = (
        "\n**The terms of some items are not stated: clear them before you publish this.**\n"
        if "not stated" in counted
        else ""
    )
    return (
        f"## Licences\n\nOf what it was trained on:\n\n{lines}{warning}\n"
        "The terms of the base model hold for whatever uses this adapter; see the base's own card."
        "\n"
    )


def _figures(figures: CardFigures, recipe: TrainingRecipe) -> str:
    count = max(1, len(figures.losses) // 10)
    first, last = figures.losses[:count], figures.losses[-count:]
    on = (
        "held-out items" if recipe.holdout else "the trained items themselves (nothing is held out)"
    )
    rows = "".join(
        f"| validation loss after {s} steps | {v:.6f} |\n" for s, v in figures.validations
    )
    trained = (
        f"| training loss, mean of the first {count} | {sum(first) / count:.6f} |\n"
        f"| training loss, mean of the last {count} | {sum(last) / count:.6f} |\n"
        if figures.losses
        else ""
    )
    return (
        "## Figures\n\n"
        "| what | |\n|---|---|\n"
        f"| trained weights | {figures.weight_count:,} |\n"
        f"| file | {figures.file_bytes:,} bytes |\n"
        f"{trained}{rows}\n"
        f"Loss: mean square error of the velocity in latents. Validation is on {on}, at fixed "
        "noise; 0 steps is the base alone. It says nothing of how well footage obeys a plan: "
        "measure that with `groundplan measure`.\n"
    )


def _use(record: AdapterRecord) -> str:
    return (
        "## Use\n\n```\n"
        f"groundplan shade PROJECT --backend {record.kind} --set model=BASE "
        "--set lora=THIS_FOLDER\n"
        "```\n\nor `load_lora_weights(THIS_FOLDER)` in diffusers.\n"
    )


def _counted(counted: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counted.items()))
