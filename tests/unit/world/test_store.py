"""The store: nothing acknowledged is lost, whatever happens to the files."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from groundplan.errors import EditError, GroundplanError, OutputError, StaleEditError, StoreError
from groundplan.world.build import PatchBuilder
from groundplan.world.canonical import content_hash, world_hash
from groundplan.world.document import World
from groundplan.world.edits import Patch
from groundplan.world.opinion import Origin
from groundplan.world.store import Store


def width(world: World, value: int) -> Patch:
    builder = PatchBuilder(world, actor="user:ada", summary=f"Width {value}", origin=Origin.HUMAN)
    return builder.set_field("film/width_px", value).patch()


def project(folder: Path, *, edits: int = 4) -> list[str]:
    """Make a project and return the world hash after each operation, the header first."""
    with Store.create(folder) as store:
        hashes = [world_hash(store.world)]
        for number in range(edits):
            store.commit(width(store.world, 100 + number))
            hashes.append(world_hash(store.world))
        store.undo()
        hashes.append(world_hash(store.world))
    return hashes


def test_undo_and_redo_survive_closing(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        empty = content_hash(store.world)
        store.commit(width(store.world, 640))
        full = content_hash(store.world)
        store.undo()
    with Store.open(tmp_path) as store:
        assert content_hash(store.world) == empty
        store.redo()
        assert content_hash(store.world) == full
        assert [entry.kind for entry in store.history()] == ["patch", "undo", "redo"]
    with Store.open(tmp_path) as store:
        store.undo()
        assert content_hash(store.world) == empty
        assert store.findings == ()
        with pytest.raises(EditError, match="nothing to undo"):
            store.undo()


def test_a_new_edit_forgets_what_was_undone(tmp_path: Path) -> None:
    project(tmp_path)
    with Store.open(tmp_path) as store:
        store.commit(width(store.world, 999))
        with pytest.raises(EditError, match="nothing to redo"):
            store.redo()


def test_a_log_cut_at_any_byte_recovers_to_the_last_complete_operation(tmp_path: Path) -> None:
    source = tmp_path / "source"
    hashes = project(source, edits=2)
    whole = (source / "ops.jsonl").read_bytes()
    ends = [place + 1 for place, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(ends[0], len(whole) + 1):
        folder = tmp_path / "cut"
        folder.mkdir()
        (folder / "ops.jsonl").write_bytes(whole[:cut])
        store = Store.open(folder, writable=cut % 53 == 0)
        complete = sum(end <= cut for end in ends)
        assert world_hash(store.world) == hashes[complete - 1]
        said = any("recovered up to the last complete one" in text for text in store.findings)
        assert said == (cut not in ends)
        store.close()
        if cut % 53 == 0:
            assert Store.open(folder, writable=False).findings == ()
        shutil.rmtree(folder)


def test_a_cut_log_beside_a_whole_document_loses_nothing(tmp_path: Path) -> None:
    source = tmp_path / "source"
    hashes = project(source, edits=2)
    whole = (source / "ops.jsonl").read_bytes()
    for cut in range(0, len(whole), 97):
        folder = tmp_path / "cut"
        shutil.copytree(source, folder)
        (folder / "ops.jsonl").write_bytes(whole[:cut])
        with Store.open(folder) as store:
            assert world_hash(store.world) == hashes[-1]
            assert store.findings
            store.commit(width(store.world, 777))
        with Store.open(folder) as store:
            assert store.world.film.width_px == 777
            assert store.findings == ()
        shutil.rmtree(folder)


def test_a_hole_in_the_log_is_an_error_that_names_the_line_and_destroys_nothing(
    tmp_path: Path,
) -> None:
    project(tmp_path)
    lines = (tmp_path / "ops.jsonl").read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"101", b"202")
    damaged = b"\n".join(lines)
    (tmp_path / "ops.jsonl").write_bytes(damaged)
    with pytest.raises(StoreError, match="line 3"):
        Store.open(tmp_path)
    assert (tmp_path / "ops.jsonl").read_bytes() == damaged
    assert (tmp_path / "ops.jsonl.damaged").read_bytes() == damaged


def test_a_removed_line_is_noticed(tmp_path: Path) -> None:
    project(tmp_path)
    lines = (tmp_path / "ops.jsonl").read_bytes().split(b"\n")
    (tmp_path / "ops.jsonl").write_bytes(b"\n".join(lines[:2] + lines[3:]))
    with pytest.raises(StoreError, match="line 3"):
        Store.open(tmp_path)


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[]", b"{}"])
def test_a_damaged_document_is_rebuilt_and_kept_aside(tmp_path: Path, text: bytes) -> None:
    hashes = project(tmp_path)
    (tmp_path / "world.json").write_bytes(text)
    with Store.open(tmp_path) as store:
        assert world_hash(store.world) == hashes[-1]
        assert "rebuilt" in store.findings[0]
    assert (tmp_path / "world.json.damaged").read_bytes() == text


def test_a_document_changed_by_hand_loses_to_the_log_and_is_kept(tmp_path: Path) -> None:
    hashes = project(tmp_path)
    changed = (tmp_path / "world.json").read_bytes().replace(b'"seed": 0', b'"seed": 7')
    (tmp_path / "world.json").write_bytes(changed)
    with Store.open(tmp_path) as store:
        assert world_hash(store.world) == hashes[-1]
        assert "by hand" in store.findings[0]
    assert (tmp_path / "world.json.damaged").read_bytes() == changed


def test_a_second_writer_is_refused_and_a_reader_is_not(tmp_path: Path) -> None:
    project(tmp_path)
    with Store.open(tmp_path) as store:
        with pytest.raises(StoreError, match="another process"):
            Store.open(tmp_path)
        reader = Store.open(tmp_path, writable=False)
        assert world_hash(reader.world) == world_hash(store.world)
        with pytest.raises(StoreError, match="read only"):
            reader.commit(width(reader.world, 5000))


def test_reading_writes_nothing(tmp_path: Path) -> None:
    project(tmp_path)
    log = tmp_path / "ops.jsonl"
    log.write_bytes(log.read_bytes()[:-5])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert Store.open(tmp_path, writable=False).findings
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_two_projects_of_the_same_edits_have_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        project(tmp_path / name)
    for file in ("ops.jsonl", "world.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
        assert str(tmp_path).encode() not in (tmp_path / "a" / file).read_bytes()


def test_a_patch_against_an_older_revision_is_refused(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        stale = width(store.world, 640)
        store.commit(width(store.world, 320))
        with pytest.raises(StaleEditError, match="revision 0"):
            store.commit(stale)
        assert store.world.revision == 1


def test_a_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="can't be made"):
        Store.create(tmp_path / "file" / "project")
    with pytest.raises(StoreError, match="no folder"):
        Store.open(tmp_path / "file")
    with pytest.raises(StoreError, match="no project"):
        Store.open(tmp_path)


def test_creating_over_a_project_is_refused(tmp_path: Path) -> None:
    project(tmp_path)
    with pytest.raises(StoreError, match="already"):
        Store.create(tmp_path)


def test_clips_are_kept_by_hash_and_verified(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        sha = store.put_attachment(b"motion", kind="clip")
        assert store.attachment("clip", sha) == b"motion"
        (tmp_path / "clips" / f"{sha}.npz").write_bytes(b"MOTION")
        with pytest.raises(StoreError, match="damaged"):
            store.attachment("clip", sha)
        with pytest.raises(StoreError, match="missing"):
            store.attachment("clip", "0" * 64)
        with pytest.raises(StoreError, match="names no clip"):
            store.attachment("clip", "../world")


def test_bytes_of_any_kind_in_both_files_give_only_our_errors(tmp_path: Path) -> None:
    project(tmp_path / "p")
    log = (tmp_path / "p" / "ops.jsonl").read_bytes()
    document = (tmp_path / "p" / "world.json").read_bytes()
    for place in range(0, len(log), 61):
        for junk in (b"\x00", b"\n", b"]", b"9" * 400):
            folder = tmp_path / "fuzz"
            folder.mkdir()
            (folder / "ops.jsonl").write_bytes(log[:place] + junk + log[place + 1 :])
            (folder / "world.json").write_bytes(document[:place] + junk + document[place + 1 :])
            with suppress(GroundplanError):
                Store.open(folder).close()
            shutil.rmtree(folder)


_WRITER = """
import sys
from pathlib import Path
from groundplan.world.build import PatchBuilder
from groundplan.world.opinion import Origin
from groundplan.world.store import Store
with Store.open(Path(sys.argv[1])) as store:
    while True:
        builder = PatchBuilder(store.world, actor="user:a", summary="s", origin=Origin.HUMAN)
        store.commit(builder.set_field("film/width_px", 100 + store.world.revision % 900).patch())
        print(store.world.revision, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    Store.create(tmp_path).close()
    revision = 0
    for acknowledgements in (1, 7, 23):
        command = [sys.executable, "-c", _WRITER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:  # noqa: S603  # our own text
            assert writer.stdout is not None
            for _ in range(acknowledgements):
                revision = int(writer.stdout.readline())
            os.kill(writer.pid, signal.SIGKILL)
            rest = writer.stdout.read().split()
            revision = int(rest[-1]) if rest else revision
        with Store.open(tmp_path) as store:
            assert store.world.revision >= revision
            revision = store.world.revision
