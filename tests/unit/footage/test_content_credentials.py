"""A signed copy of a clip says what made it, and every change is seen."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import InputError
from groundplan.footage.clip_facts import clip_facts
from groundplan.footage.content_credentials import (
    Signing,
    credentials_of,
    signed_path,
    write_signed,
)
from groundplan.footage.provenance import Provenance, provenance_bytes
from groundplan.passes.video import encode_mp4

pytest.importorskip("c2pa", reason="c2pa-python is not installed (extra c2pa)")
pytest.importorskip("cryptography", reason="makes the test certificates")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


@dataclass(frozen=True)
class Authority:
    """A certificate authority of one test, and who signs by it."""

    anchor: bytes
    signing: Signing


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Groundplan tests"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _certificate(
    common: str, *, of: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    """Return a certificate as C2PA asks for it; one's own key makes an authority."""
    authority = of is by
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(_name("authority"))
        .public_key(of.public_key())
        .serial_number(1 if authority else 2)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(of.public_key()), critical=False)
    )
    if not authority:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purpose, critical=False)
    return builder.sign(by, hashes.SHA256())


def _key_bytes(key: ec.EllipticCurvePrivateKey, passphrase: bytes = b"") -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase)
        if passphrase
        else serialization.NoEncryption(),
    )


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    root, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    anchor = _certificate("authority", of=root, by=root).public_bytes(serialization.Encoding.PEM)
    signer = _certificate("a film maker", of=own, by=root)
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(signer.public_bytes(serialization.Encoding.PEM) + anchor)
    key.write_bytes(_key_bytes(own))
    return Authority(anchor=anchor, signing=Signing(certificates=chain, private_key=key))


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    frames = [np.full((36, 64, 3), 20 * k, dtype=np.uint8) for k in range(9)]
    path = tmp_path / "001.mp4"
    path.write_bytes(encode_mp4(frames, rate=Fraction(8)))
    return path


@pytest.fixture
def of_clip(provenance: Provenance, clip: Path) -> Provenance:
    sha256 = hashlib.sha256(clip.read_bytes()).hexdigest()
    return replace(provenance, clip=replace(provenance.clip, sha256=sha256))


def signed(clip: Path, of_clip: Provenance, authority: Authority) -> bytes:
    return write_signed(clip, clip.read_bytes(), of_clip, signing=authority.signing).read_bytes()


def test_a_signed_copy_says_what_made_the_clip_and_is_trusted_by_whom_we_say(
    clip: Path, of_clip: Provenance, authority: Authority
) -> None:
    before = clip.read_bytes()
    data = signed(clip, of_clip, authority)
    assert clip.read_bytes() == before
    assert clip_facts(data) == clip_facts(before)
    found = credentials_of(data, anchors=authority.anchor)
    assert found is not None
    assert (found.state, found.issuer) == ("trusted", "Groundplan tests")
    assert found.source_type == "trainedAlgorithmicMedia"
    assert found.provenance == {
        "schema": "groundplan.provenance/1",
        "provenance_sha256": hashlib.sha256(provenance_bytes(of_clip)).hexdigest(),
        "clip_sha256": of_clip.clip.sha256,
        "world_hash": of_clip.world_hash,
        "pack_hash": of_clip.pack_hash,
        "key": of_clip.key,
        "shot": of_clip.shot,
        "seed": of_clip.seed,
        "sent": [of_clip.calls[0].sent],
    }


def test_an_unknown_signer_is_valid_and_not_trusted(
    clip: Path, of_clip: Provenance, authority: Authority
) -> None:
    found = credentials_of(signed(clip, of_clip, authority))
    assert found is not None
    assert found.state == "valid"


def test_a_changed_picture_is_seen(clip: Path, of_clip: Provenance, authority: Authority) -> None:
    data = bytearray(signed(clip, of_clip, authority))
    data[data.index(b"mdat") + 40] ^= 1
    found = credentials_of(bytes(data), anchors=authority.anchor)
    assert found is not None
    assert found.state == "invalid"


def test_pictures_of_the_user_make_it_a_composite(
    clip: Path, of_clip: Provenance, authority: Authority
) -> None:
    for plan, source in (
        ({"references": [{"picture": "anna.png"}]}, "compositeWithTrainedAlgorithmicMedia"),
        ({"keyframes": [{"frame": 0, "picture": ""}]}, "trainedAlgorithmicMedia"),
    ):
        found = credentials_of(signed(clip, replace(of_clip, plan=plan), authority))
        assert found is not None
        assert found.source_type == source


def test_neither_the_prompt_nor_the_key_is_in_the_copy(
    clip: Path, of_clip: Provenance, authority: Authority
) -> None:
    data = signed(clip, of_clip, authority)
    assert of_clip.prompt.encode() not in data
    key = authority.signing.private_key.read_bytes()
    body = b"".join(key.splitlines()[1:-1])
    everything = b"".join(p.read_bytes() for p in clip.parent.iterdir() if p.name != "key.pem")
    assert body[:40] not in everything


def test_a_clip_without_credentials_has_none(clip: Path) -> None:
    assert credentials_of(clip.read_bytes()) is None


@pytest.mark.parametrize("data", [b"", b"hello", b"\0\0\0\x18ftypisom"])
def test_what_is_no_clip_is_said_so_or_has_none(data: bytes) -> None:
    try:
        found = credentials_of(data)
    except InputError:
        found = None
    assert found is None


def test_a_clip_that_is_not_of_its_provenance_is_not_signed(
    clip: Path, provenance: Provenance, authority: Authority
) -> None:
    with pytest.raises(InputError, match=r"001\.mp4 is not the clip of its provenance"):
        write_signed(clip, clip.read_bytes(), provenance, signing=authority.signing)
    assert not signed_path(clip).exists()


def test_keys_that_cannot_be_used_are_said_so(
    clip: Path, of_clip: Provenance, authority: Authority, tmp_path: Path
) -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    files = {
        "locked.pem": (_key_bytes(other, b"secret"), "is encrypted"),
        "text.pem": (b"no key", "holds no private key in PEM"),
        "broken.pem": (_key_bytes(other)[:80] + b"PRIVATE KEY-----", "can't be signed"),
        "other.pem": (_key_bytes(other), "can't be signed"),
    }
    for name, (data, says) in files.items():
        (tmp_path / name).write_bytes(data)
        signing = replace(authority.signing, private_key=tmp_path / name)
        with pytest.raises(InputError, match=says) as caught:
            write_signed(clip, clip.read_bytes(), of_clip, signing=signing)
        assert "\n" not in str(caught.value)
    missing = replace(authority.signing, certificates=tmp_path / "none.pem")
    with pytest.raises(InputError, match="can't be read"):
        write_signed(clip, clip.read_bytes(), of_clip, signing=missing)
    assert not signed_path(clip).exists()
