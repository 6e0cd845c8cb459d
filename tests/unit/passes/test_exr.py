"""An EXR holds what the pack holds, and its ids are Cryptomatte's."""
# OpenEXR's module has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false
# pyright: reportMissingTypeStubs=false

import json
from pathlib import Path

import numpy as np
import OpenEXR
import pytest

from groundplan.errors import OutputError, PackError
from groundplan.passes import ControlPack
from groundplan.passes.cryptomatte import cryptomatte_id, id_as_float, murmur3_32
from groundplan.passes.exr import ExrSource, write_exr
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import Renderer
from groundplan.scene.stage import Stage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("hello", 0x248BFA47),
        ("test", 0xBA6BD213),
        ("The quick brown fox jumps over the lazy dog", 0x2E4FF723),
    ],
)
def test_murmur_hashes_are_the_published_ones(text: str, expected: int) -> None:
    assert murmur3_32(text.encode()) == expected


def test_every_id_is_a_plain_float() -> None:
    for number in range(3000):
        value = id_as_float(cryptomatte_id(f"thing_{number}"))
        assert np.isfinite(value)
        assert abs(value) >= np.finfo(np.float32).tiny


def test_an_exr_gives_back_every_pass(tmp_path: Path, renderer: Renderer, stage: Stage) -> None:
    write_pack(renderer, stage, tmp_path, options=PackOptions(previews=(), contact_sheet=False))
    pack = ControlPack.open(tmp_path)
    path = tmp_path / "frame.exr"
    write_exr(ExrSource.of(pack), 2, path)
    first = path.read_bytes()
    write_exr(ExrSource.of(pack), 2, path)
    assert first == path.read_bytes()
    with OpenEXR.File(str(path), separate_channels=True) as file:
        channels = {name: c.pixels for name, c in file.channels().items()}
        header = dict(file.header())  # the file empties its own when it closes
    np.testing.assert_array_equal(channels["depth.Z"], pack["depth"][2])
    np.testing.assert_array_equal(channels["forward.v"], pack["flow_fwd"][2][..., 1])
    np.testing.assert_array_equal(channels["normal.Y"], pack["normal"][2][..., 1])
    assert channels["normal.X"].dtype == np.float16
    linear = ((pack["beauty"][2][..., 0] / 255 + 0.055) / 1.055) ** 2.4
    np.testing.assert_allclose(channels["R"], linear, atol=1e-3)
    ball = id_as_float(cryptomatte_id("ball"))
    np.testing.assert_array_equal(channels["crypto_object00.r"] == ball, pack["instance"][2] == 7)
    np.testing.assert_array_equal(channels["crypto_object00.g"] > 0, pack["instance"][2] > 0)
    (manifest,) = [v for k, v in header.items() if k.endswith("/manifest")]
    assert json.loads(manifest)["ball"] == f"{cryptomatte_id('ball'):08x}"


def test_an_unwritable_place_is_an_output_error(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    write_pack(renderer, stage, tmp_path, options=PackOptions(previews=(), contact_sheet=False))
    with pytest.raises(OutputError, match="cannot be written"):
        write_exr(ExrSource.of(ControlPack.open(tmp_path)), 0, tmp_path / "no" / "frame.exr")


def test_exr_frames_belong_to_the_pack_and_are_in_its_manifest(
    tmp_path: Path, renderer: Renderer, stage: Stage
) -> None:
    options = PackOptions(previews=(), contact_sheet=False, exr=True)
    manifest = write_pack(renderer, stage, tmp_path, options=options)
    frames = sorted(name for name in manifest.files if name.startswith("exr/"))
    assert len(frames) == stage.clock.frame_count
    assert frames == sorted(f"exr/{path.name}" for path in (tmp_path / "exr").iterdir())
    pack = ControlPack.open(tmp_path)
    pack.verify()
    (tmp_path / frames[1]).write_bytes(b"damaged")
    with pytest.raises(PackError, match="frame"):
        pack.verify()


def test_an_interrupted_pack_leaves_no_exr_frames(
    tmp_path: Path, renderer: Renderer, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("groundplan.passes.writer.PackWriter.finish", stop)
    options = PackOptions(previews=(), contact_sheet=False, exr=True)
    with pytest.raises(KeyboardInterrupt):
        write_pack(renderer, stage, tmp_path, options=options)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
