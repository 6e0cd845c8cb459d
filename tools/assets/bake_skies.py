"""Bakes the environment maps: decoded once, sun taken out, normalised, half floats.

Usage: `python tools/assets/bake_skies.py PACKAGE.tgz`, in an environment that has numpy and OpenEXR
3.5 (BSD-3-Clause); the package is that of `npm pack @pmndrs/assets@1.7.0`. Writes
`src/groundplan/assets/data/skies`. Maps are equirectangular, 256 wide and 128 high, in linear
Rec.709; the middle column looks along -Z and the first row is up.
"""

import base64
import hashlib
import io
import re
import shutil
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import OpenEXR
from write_manifest import Listed, write_manifest

OUT = Path(__file__).parents[2] / "src/groundplan/assets/data/skies"
PACKAGE, VERSION = "@pmndrs/assets", "1.7.0"
SHA256 = "152bd218a3390703f184f0c6ce16e73c8f0a87f32d38530d418a09d33d8208dc"
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
SUN_OVER_MEDIAN = 60.0
"""Above this multiple of the upper half's median luminance it is the sun or a lamp: cut to it."""
EPOCH = (1980, 1, 1, 0, 0, 0)
EVIDENCE = (
    "package.json: 'license: CC0-1.0'; LICENSE: 'CC0 1.0 Universal'; README: 'A selection of "
    "Polyhaven HDRIs'"
)


def decoded(data: bytes) -> np.ndarray:
    """Return an EXR's pixels, (row, column, rgb)."""
    with tempfile.NamedTemporaryFile(suffix=".exr") as file:
        file.write(data)
        file.flush()
        channels = OpenEXR.File(file.name).channels()
    return np.asarray(channels["RGB"].pixels, dtype=np.float64)[..., :3]


def weights(rows: int) -> np.ndarray:
    """Return each row's share of the sphere."""
    edges = np.cos(np.linspace(0.0, np.pi, rows + 1))
    return 0.5 * (edges[:-1] - edges[1:])


def normalised(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the map with unit level illuminance, the sun's direction, and its share of the light.

    The direction points from the ground towards the brightest place; the share is what was cut.
    """
    rows, columns = pixels.shape[:2]
    luminance = pixels @ LUMINANCE
    limit = SUN_OVER_MEDIAN * float(np.median(luminance[: rows // 2]))
    row, column = np.unravel_index(int(np.argmax(luminance)), luminance.shape)
    polar, turn = np.pi * (row + 0.5) / rows, 2.0 * np.pi * ((column + 0.5) / columns - 0.5)
    towards = np.array([np.sin(polar) * np.sin(turn), np.cos(polar), -np.sin(polar) * np.cos(turn)])
    cut = pixels * np.minimum(1.0, limit / np.maximum(luminance, 1e-12))[..., None]
    share = 1.0 - level(cut @ LUMINANCE) / level(luminance)
    return cut / level(cut @ LUMINANCE), towards, share


def level(luminance: np.ndarray) -> float:
    """Return the illuminance that a map's upper half gives a level plane."""
    rows, columns = luminance.shape
    up = np.clip(np.cos(np.pi * (np.arange(rows) + 0.5) / rows), 0.0, None)
    solid = 4.0 * np.pi * weights(rows) / columns
    return float((luminance * (up * solid)[:, None]).sum())


def packed(arrays: dict[str, np.ndarray]) -> bytes:
    """Return a compressed .npz; the same arrays give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for key in sorted(arrays):
            one = io.BytesIO()
            np.lib.format.write_array(one, np.ascontiguousarray(arrays[key]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{key}.npy", date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, one.getvalue(), compresslevel=9)
    return buffer.getvalue()


def halved(pixels: np.ndarray) -> np.ndarray:
    """Return the map at half its size, each pixel the mean of four."""
    rows, columns = pixels.shape[:2]
    return pixels.reshape(rows // 2, 2, columns // 2, 2, 3).mean(axis=(1, 3))


def main() -> None:
    """Bake every map of the package."""
    data = Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SystemExit(f"this is not {PACKAGE} {VERSION}")
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    listed: list[Listed] = []
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            match = re.fullmatch(r"package/hdri/(\w+)\.exr\.js", member.name)
            stream = tar.extractfile(member) if match else None
            if match is None or stream is None:
                continue
            text = stream.read().decode()
            raw = base64.b64decode(text[text.index("base64,") + 7 : text.rindex("'")])
            pixels, towards, share = normalised(decoded(raw))
            name = match[1]
            (OUT / f"{name}.npz").write_bytes(packed({
                "radiance": halved(pixels).astype("<f2"), "sun_share": np.array([share], "<f8"),
                "towards_sun": towards.astype("<f8"),
            }))  # fmt: skip
            listed.append(Listed(
                id=f"sky-{name}", file=f"{name}.npz", author="Poly Haven contributors",
                source={"package": PACKAGE, "version": VERSION, "sha256": SHA256,
                        "path": member.name},
                evidence=EVIDENCE, modifications="decoded, sun cut, normalised, halved in size",
                attribution=f"Environment map {name}: Poly Haven, packed by pmndrs (CC0-1.0).",
            ))  # fmt: skip
            print(f"{name:10} {pixels.shape} sun share {share:.3f} towards {towards.round(2)}")
    write_manifest(OUT, listed)
    print(len(listed), "maps", sum(f.stat().st_size for f in OUT.iterdir()) // 1000, "kB")


if __name__ == "__main__":
    main()
