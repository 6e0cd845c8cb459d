"""The drawing, the contract and the code agree."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "groundplan").rglob("*.py"))


def layers_in_contract() -> list[str]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = config["tool"]["importlinter"]["contracts"]
    return next(c["layers"] for c in contracts if c["id"] == "layers")


# numba's cache watches only the file of a kernel, so that kernels which call one another share one.
LONGER = {"shading.py": 640, "tracing.py": 850}


def test_the_drawing_equals_the_contract() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    block = re.search(r"<!-- layers -->\n```\n(.*?)```", text, re.DOTALL)
    assert block is not None
    drawn = [re.split(r"\s{2,}", line)[0].strip() for line in block[1].strip().splitlines()]
    assert drawn == layers_in_contract()


def test_every_package_says_what_goes_in_and_out() -> None:
    packages = [path for path in SOURCES if path.name == "__init__.py"]
    for path in packages:
        assert ast.get_docstring(ast.parse(path.read_text())), f"{path} has no docstring"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_stays_under_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGER.get(path.name, 400)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_with_public_names_lists_them(path: Path) -> None:
    tree = ast.parse(path.read_text())
    public = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    listed = any(
        isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)
        for node in tree.body
    )
    assert listed or not public
