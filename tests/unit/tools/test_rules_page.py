"""docs/rules.md is what the registry says, and every rule has a small example picture."""

from pathlib import Path

from PIL import Image

from groundplan.agents.critic.rules.registry import all_rules
from groundplan.studio.explaining import rules_page

ROOT = Path(__file__).parents[3]
PICTURES = ROOT / "docs/images/rules"


def test_the_page_of_rules_equals_the_registry() -> None:
    there = frozenset(path.stem for path in PICTURES.glob("*.jpg"))
    page = (ROOT / "docs/rules.md").read_text()
    assert page == rules_page(there), "run `python tools/render_rules.py --page`"


def test_every_rule_has_a_picture_and_all_are_small() -> None:
    pictures = sorted(PICTURES.glob("*.jpg"))
    assert [path.stem for path in pictures] == sorted(all_rules())
    assert sum(path.stat().st_size for path in pictures) < 2_000_000
    for path in pictures:
        with Image.open(path) as image:
            assert image.width <= 320
