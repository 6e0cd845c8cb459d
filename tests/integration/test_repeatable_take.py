"""A whole take, made by two programs with different numbers of threads: the same bytes."""

import filecmp
import os
import subprocess
import sys
from pathlib import Path

from groundplan.passes import ControlPack

BRIEF = "A woman in a red coat walks past a bench while a dog trots beside her; slow pan left."
PROGRAM = "from groundplan.cli import main; main()"


def make(folder: Path, *, threads: int, hash_seed: str) -> None:
    """Run the program as a person would, in a process of its own."""
    options = ["--size", "160x96", "--seconds", "1", "--threads", str(threads), "-o", str(folder)]
    subprocess.run(  # noqa: S603  (our own words)
        [sys.executable, "-c", PROGRAM, "make", BRIEF, *options],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )


def files_of(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_threads_and_processes_do_not_change_a_byte(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    make(one, threads=1, hash_seed="1")
    make(two, threads=2, hash_seed="2")
    files = files_of(one)
    assert files_of(two) == files
    assert {"world.json", "ops.jsonl"} < set(files)
    assert sum(name.endswith(".mp4") for name in files) == 7
    same, different, unread = filecmp.cmpfiles(one, two, files, shallow=False)
    assert (different, unread) == ([], [])
    assert same == files
    for manifest in one.rglob("manifest.json"):
        ControlPack.open(manifest.parent).verify()
