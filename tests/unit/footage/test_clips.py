"""Clips are whole or not there at all, whatever ends the process or fills the disk."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from groundplan.errors import InputError, OutputError
from groundplan.footage.clips import (
    check_room,
    new_clip,
    provenance_path,
    shot_folder,
    write_whole,
)

FULL = Path("/dev/full")


def test_clips_are_numbered_and_no_name_is_used_twice(tmp_path: Path) -> None:
    folder = shot_folder(tmp_path, "s1")
    assert new_clip(folder) == tmp_path / "footage" / "s1" / "001.mp4"
    write_whole(new_clip(folder), b"one")
    assert new_clip(folder).name == "002.mp4"
    write_whole(folder / "007.provenance.json", b"{}")
    assert new_clip(folder).name == "008.mp4"
    write_whole(folder / "1000.mp4", b"by hand")
    (folder / ".1001.mp4.partial").write_bytes(b"half")
    (folder / "1002.signed.mp4").write_bytes(b"signed")
    assert new_clip(folder).name == "1001.mp4"
    assert provenance_path(folder / "1001.mp4").name == "1001.provenance.json"


@pytest.mark.parametrize("shot", ["", "..", "a/b", "/etc", "a\\b", "s 1", "x" * 65])
def test_an_id_that_leads_elsewhere_is_refused(tmp_path: Path, shot: str) -> None:
    with pytest.raises(InputError, match="is no id of a shot"):
        shot_folder(tmp_path, shot)


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_full_disk_says_how_much_is_needed_and_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "001.mp4"
    write_whole(path, b"old")
    # What is written to it meets a full disk, as the kernel says it.
    (tmp_path / ".001.mp4.partial").symlink_to(FULL)
    with pytest.raises(OutputError) as caught:
        write_whole(path, b"x" * 2_500_000)
    assert str(caught.value) == (
        f"{path} can't be written: the disk is full, and it needs 2.5 MB; free some space and give "
        "the command again: what was there before is whole, and a call that a host has taken is "
        "not made twice"
    )
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["001.mp4"]
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_what_stands_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "001.mp4").mkdir()
    (tmp_path / "001.mp4" / "mine").touch()
    with pytest.raises(OutputError, match=r"001\.mp4 can't be written"):
        write_whole(tmp_path / "001.mp4", b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["001.mp4"]


_KILLED = """
import os, sys
from pathlib import Path
from groundplan.footage.clips import write_whole

def audit(event, arguments):
    if event == sys.argv[2] and "001.mp4" in str(arguments[0]):
        os.kill(os.getpid(), 9)

if sys.argv[2] == "fsync":
    os.fsync = lambda handle: os.kill(os.getpid(), 9)
sys.addaudithook(audit)
write_whole(Path(sys.argv[1]) / "001.mp4", b"x" * 1_000_000)
"""


@pytest.mark.parametrize("moment", ["open", "fsync", "os.rename"])
def test_a_kill_leaves_no_half_written_clip(tmp_path: Path, moment: str) -> None:
    killed = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", _KILLED, str(tmp_path), moment], check=False
    )
    assert killed.returncode == -9
    assert new_clip(tmp_path) == tmp_path / "001.mp4"
    assert not (tmp_path / "001.mp4").exists()
    write_whole(tmp_path / "001.mp4", b"y")
    assert [one.name for one in tmp_path.iterdir()] == ["001.mp4"]


def test_too_little_room_is_said_before_a_call_is_made(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    check_room(tmp_path / "s", 1)
    with pytest.raises(OutputError, match="free some space first: no call was made"):
        check_room(tmp_path / "s", free * 10)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="check the folder's permissions"):
        write_whole(tmp_path / "001.mp4", b"x")
    tmp_path.chmod(0o700)
