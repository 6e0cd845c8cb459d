"""The report as a page of Markdown."""

from typing import Any

__all__ = ["page"]


def page(found: dict[str, Any]) -> str:
    """Return the page; nothing is computed here."""
    head, oracle = found["head"], found["oracle"]
    recipe = head["plan"]["recipe"]
    lines = [
        "# Draws to an accepted shot",
        "",
        f"{found['worlds']} {head['split']} worlds x {found['draws_per_world']} draws x",
        f"{len(found['arms'])} arms; {head['frame_count']} frames of",
        f"{head['clip_px'][0]}x{head['clip_px'][1]}; {recipe['steps']} steps, guidance",
        f"{recipe['guidance']:g}; {head['device']}.",
        *_training(found["training"]),
        *_observer(found["calibration"]),
        "",
        f"Ceiling: the previz itself is accepted in {oracle['accepted']} of {oracle['of']} worlds",
        f"(95 % {_share(oracle['interval_95'][0])} to {_share(oracle['interval_95'][1])}); the",
        f"previz of another world in {head['ceiling']['foreign_accepted']} of",
        f"{head['ceiling']['foreign_pairs']} pairs."
        + ("" if found["ceiling_holds"] else " **It does not hold: nothing can be claimed.**"),
        "",
        *_table(found),
        "",
        "Rate: 95 % by drawing worlds again; where none (or all) are accepted that says nothing,",
        "so it is Wilson's, as if draws were independent.",
        "Never: worlds without an accept at the cap.",
        "Median and mean draws to the first accept: Kaplan-Meier, the mean up to the cap.",
        "",
        f"## Against `{found['against']}`",
        "",
        "| Arm | accepted … times as often | 95 % | worlds better / worse |",
        "|---|---|---|---|",
        *(_versus(name, one) for name, one in found["ratios"].items()),
        "",
        "## Why draws are refused (first limit that is broken)",
        "",
        *_causes(found["arms"]),
        "",
        "## Medians",
        "",
        *_numbers(found["arms"]),
        "",
        "## Limits times a factor: share of draws accepted",
        "",
        *_factors(found["arms"]),
        "",
    ]
    return "\n".join(lines)


def _training(log: dict[str, Any]) -> list[str]:
    if not log:
        return []
    return [
        f"Trained on {log['worlds']} worlds, {log['steps']} steps of {log['recipe']['batch']}",
        f"clips in {log['recipe']['seconds']:.0f} s on {log['device']};",
        f"{log['weights'] / 1e6:.1f} M weights; {log['lost']} steps lost.",
    ]


def _observer(proof: dict[str, Any]) -> list[str]:
    if "steps" not in proof:
        return []
    return [
        "",
        f"Judge: an observer of {proof['weights'] / 1e6:.1f} M weights, {proof['steps']} steps of",
        f"{proof['clips_a_step']} clips in {proof['seconds']:.0f} s. On calibration worlds, before",
        f"anything was drawn, it accepted the previz itself in {proof['accepted']} of",
        f"{proof['worlds']} and that of another world in {proof['foreign_accepted']} of",
        f"{proof['foreign_pairs']} pairs.",
    ]


def _table(found: dict[str, Any]) -> list[str]:
    rows = [
        "| Arm | accepted | rate | 95 % | draws per accept | 95 % | never | median | mean |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, arm in found["arms"].items():
        low, high = arm["rate_95"]
        ends = arm["draws_per_accept_95"]
        median = arm["wait"]["median"]
        rows.append(
            f"| {name} | {arm['accepts']}/{arm['draws']} | {_share(arm['rate'])} | "
            f"{_share(low)} to {_share(high)} | {_count(arm['draws_per_accept'])} | "
            f"{_count(ends[0])} to {_count(ends[1])} | {arm['never_accepted_worlds']} | "
            f"{_count(median) if median else '> cap'} | {arm['wait']['restricted_mean']:.1f} |"
        )
    return rows


def _versus(name: str, one: dict[str, Any]) -> str:
    low, high = one["interval_95"]
    worlds = f"{one['worlds_better']} / {one['worlds_worse']}"
    if one["ratio"] is None:
        said = "no ratio: the baseline has none" if one["worlds_better"] else "none in either"
        return f"| {name} | {said} | - | {worlds} |"
    return f"| {name} | {_count(one['ratio'])} | {_count(low)} to {_count(high)} | {worlds} |"


def _causes(arms: dict[str, Any]) -> list[str]:
    every = sorted({cause for arm in arms.values() for cause in arm["causes"]})
    rows = [f"| Cause | {' | '.join(arms)} |", "|---|" + "---|" * len(arms)]
    for cause in every:
        shares = [_share(arm["causes"].get(cause, 0) / arm["draws"]) for arm in arms.values()]
        rows.append(f"| {cause} | {' | '.join(shares)} |")
    return rows


def _numbers(arms: dict[str, Any]) -> list[str]:
    names = next(iter(arms.values()))["numbers"]
    rows = [f"| Number | {' | '.join(arms)} |", "|---|" + "---|" * len(arms)]
    for name in names:
        values = [arm["numbers"][name]["median"] for arm in arms.values()]
        rows.append(f"| {name} | {' | '.join('-' if v is None else f'{v:.3g}' for v in values)} |")
    return rows


def _factors(arms: dict[str, Any]) -> list[str]:
    factors = next(iter(arms.values()))["rate_at_factor"]
    rows = [f"| Factor | {' | '.join(arms)} |", "|---|" + "---|" * len(arms)]
    for factor in factors:
        shares = [_share(arm["rate_at_factor"][factor]) for arm in arms.values()]
        rows.append(f"| {factor} | {' | '.join(shares)} |")
    return rows


def _share(value: float) -> str:
    return f"{100 * value:.{2 if 0.0 < value < 0.01 else 1}f} %"


def _count(value: float | None) -> str:
    return "∞" if value is None else f"{value:.3g}"
