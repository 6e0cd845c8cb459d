"""Floor plans and camera reports of every example and script: CPU time, and labels that collide.

`python benchmarks/paperwork.py` prints JSON.
"""

import itertools
import json
import time
from pathlib import Path
from xml.etree import ElementTree as ET

from groundplan.studio.floor_plan import ink
from groundplan.studio.floor_plan.floor_plan import floor_plan
from groundplan.studio.options import TakeOptions
from groundplan.studio.paperwork.camera_report import shot_report
from groundplan.studio.script import plan_script
from groundplan.studio.take import plan_world
from groundplan.world.document import World

EXAMPLES = Path(__file__).parents[1] / "examples"
SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"": 3.2, "small": 2.6, "axistext small": 2.6}


def worlds() -> list[World]:
    """Return the worlds of all examples."""
    found = [
        plan_world(path.read_text(), options=TakeOptions()).world
        for path in sorted(EXAMPLES.glob("*/brief.txt"))
    ]
    for path in sorted((EXAMPLES / "scripts").iterdir()):
        if path.suffix in {".fountain", ".fdx", ".txt"}:
            options = TakeOptions()
            found.append(plan_script(path.read_bytes(), name=path.name, options=options).world)
    return found


def collisions(page: str) -> tuple[int, int]:
    """Return how many labels there are, and how many pairs of them lie on one another."""
    group = next(g for g in ET.fromstring(page).iter(f"{SVG}g") if g.get("class") == "over")  # noqa: S314
    boxes: list[tuple[float, float, float, float]] = []
    for text in group.iter(f"{SVG}text"):
        size = SIZES[text.get("class") or ""]
        x, base = float(text.get("x") or 0.0), float(text.get("y") or 0.0)
        bottom = base + 0.28 * size
        width = ink.text_width_mm(text.text or "", size)
        boxes.append((x, bottom - 1.15 * size, x + width, bottom))
    pairs = sum(
        min(a[2], b[2]) - max(a[0], b[0]) > 0.02 and min(a[3], b[3]) - max(a[1], b[1]) > 0.02
        for a, b in itertools.combinations(boxes, 2)
    )
    return len(boxes), pairs


def main() -> None:
    """Print what was measured."""
    plans, reports, labels, pairs, sizes = [], [], 0, 0, []
    for world in worlds():
        for key in world.shots:
            start = time.process_time()
            shot_report(world, key)
            middle = time.process_time()
            page = floor_plan(world, key)
            reports.append(middle - start)
            plans.append(time.process_time() - middle)
            found, on = collisions(page)
            labels, pairs = labels + found, pairs + on
            sizes.append(len(page))
    half = len(plans) // 2
    print(
        json.dumps(
            {
                "shots": len(plans), "labels": labels, "labels_on_labels": pairs,
                "report_cpu_s": {"median": sorted(reports)[half], "most": max(reports)},
                "plan_cpu_s": {"median": sorted(plans)[half], "most": max(plans)},
                "plan_bytes": {"median": sorted(sizes)[half], "most": max(sizes)},
            },
            indent=2,
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
