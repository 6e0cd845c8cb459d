"""Content credentials (C2PA) of a clip: a signed copy that says what made it (extra `c2pa`).

The certificate and the key are the user's own files: they are read, used, and never kept. The clip
itself stays as it is; the signed one is a copy, because a signature is different every time.

Source:
    C2PA technical specification 2.4, as the library `c2pa-python` 0.38 implements it; source types
    of IPTC NewsCodes, scheme `digitalsourcetype`.
"""
# The library has no stubs.
# pyright: reportMissingTypeStubs=false

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final, Literal

import orjson
from pydantic import JsonValue, TypeAdapter, ValidationError

from groundplan.errors import InputError, MissingExtraError
from groundplan.footage.clips import write_whole
from groundplan.footage.provenance import Provenance, provenance_bytes
from groundplan.world.base import JsonData

__all__ = [
    "ASSERTION", "Credentials", "SignatureAlgorithm", "Signing", "credentials_of", "signed_path",
    "write_signed",
]  # fmt: skip

ASSERTION: Final = "org.groundplan.provenance"
"""Label of our assertion in the manifest."""

SignatureAlgorithm = Literal["es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519"]

_SOURCES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_FORMAT: Final = "video/mp4"
_LARGEST_PEM: Final = 1 << 16
_OFFLINE: Final[dict[str, JsonData]] = {"remote_manifest_fetch": False, "ocsp_fetch": False}
_JSON: Final = TypeAdapter(dict[str, JsonValue])


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who signs: PEM files of a certificate chain (the signer's first) and of its private key."""

    certificates: Path
    private_key: Path
    algorithm: SignatureAlgorithm = "es256"
    timestamp_url: str = ""
    """Of a time-stamp authority (RFC 3161), which is asked over the network; empty: none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a signed clip says."""

    state: Literal["trusted", "valid", "invalid"]
    """valid: nothing was changed since it was signed. trusted: and we trust the signer."""
    issuer: str
    source_type: str
    """`trainedAlgorithmicMedia`, `compositeWithTrainedAlgorithmicMedia`, or what another said."""
    provenance: dict[str, JsonData]
    """Our assertion; empty where another program signed."""


def signed_path(clip: Path) -> Path:
    """Return where the signed copy of a clip lies."""
    return clip.with_name(f"{clip.stem}.signed.mp4")


def write_signed(clip: Path, data: bytes, provenance: Provenance, *, signing: Signing) -> Path:
    """Write a signed copy of a clip beside it, and return its path.

    Raises:
        MissingExtraError: c2pa-python is not installed.
        InputError: The certificates or the key can't be used, or `data` is not that clip.
        OutputError: The copy cannot be written.
    """
    c2pa = _library()
    if hashlib.sha256(data).hexdigest() != provenance.clip.sha256:
        raise InputError(f"{clip.name} is not the clip of its provenance", "shade the shot again")
    info = c2pa.C2paSignerInfo(
        signing.algorithm.encode(),
        _pem(signing.certificates, "CERTIFICATE"),
        _pem(signing.private_key, "PRIVATE KEY"),
        signing.timestamp_url.encode() or None,
    )
    manifest = orjson.dumps(_manifest(clip.name, provenance)).decode()
    signed = io.BytesIO()
    try:
        with (
            c2pa.Context.from_dict({"verify": {**_OFFLINE, "verify_trust": False}}) as context,
            c2pa.Signer.from_info(info) as signer,
            c2pa.Builder(manifest, context=context) as builder,
        ):
            builder.sign(signer, _FORMAT, io.BytesIO(data), signed)
    except c2pa.C2paError as error:
        raise InputError(
            f"{clip.name} can't be signed ({_line(error)})",
            "the certificate chain, its key and the algorithm must go together, and the "
            "certificate must be one for signing content",
        ) from None
    path = signed_path(clip)
    write_whole(path, signed.getvalue())
    return path


def credentials_of(data: bytes, *, anchors: bytes = b"") -> Credentials | None:
    """Return what the credentials in a clip say, or None if it has none; asks no network.

    `anchors` are PEM certificates of authorities to trust.

    Raises:
        MissingExtraError: c2pa-python is not installed.
        InputError: The clip, its credentials or the anchors can't be read.
    """
    c2pa = _library()
    settings: dict[str, JsonData] = {"verify": {**_OFFLINE, "verify_trust": bool(anchors)}}
    if anchors:
        settings["trust"] = {"trust_anchors": anchors.decode("ascii", errors="replace")}
    try:
        with (
            c2pa.Context.from_dict(settings) as context,
            c2pa.Reader(_FORMAT, io.BytesIO(data), context=context) as reader,
        ):
            state, manifest = reader.get_validation_state(), reader.get_active_manifest()
    except c2pa.C2paError.ManifestNotFound:
        return None
    except c2pa.C2paError as error:
        raise InputError(
            f"the credentials can't be read ({_line(error)})", "sign it again"
        ) from None
    return _credentials(str(state or "invalid").lower(), manifest)


def _manifest(title: str, provenance: Provenance) -> dict[str, JsonData]:
    """Return the manifest definition: what was done, and hashes; the prompt may be private."""
    given = [*_list(provenance.plan.get("references")), *_list(provenance.plan.get("keyframes"))]
    pictures = any(_dict(one).get("picture") for one in given)
    source = "compositeWithTrainedAlgorithmicMedia" if pictures else "trainedAlgorithmicMedia"
    created: dict[str, JsonData] = {
        "action": "c2pa.created",
        "digitalSourceType": _SOURCES + source,
        "softwareAgent": {"name": provenance.backend, "version": provenance.capabilities_version},
    }
    ours: dict[str, JsonData] = {
        "schema": provenance.schema,
        "provenance_sha256": hashlib.sha256(provenance_bytes(provenance)).hexdigest(),
        "clip_sha256": provenance.clip.sha256,
        "world_hash": provenance.world_hash,
        "pack_hash": provenance.pack_hash,
        "key": provenance.key,
        "shot": provenance.shot,
        "seed": provenance.seed,
        "sent": [dict[str, JsonData](call.sent) for call in provenance.calls],
    }
    return {
        "claim_generator_info": [{"name": "groundplan", "version": provenance.groundplan}],
        "title": title,
        "format": _FORMAT,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [created]}},
            {"label": ASSERTION, "data": ours},
        ],
    }


def _credentials(state: str, manifest: object) -> Credentials:
    try:
        plain = _JSON.validate_python(manifest)
    except ValidationError:
        raise InputError("the credentials have no active manifest", "sign it again") from None
    assertions = [one for one in _list(plain.get("assertions")) if isinstance(one, dict)]
    by_label = {str(one.get("label")): one.get("data") for one in assertions}
    actions = _list(_dict(by_label.get("c2pa.actions.v2")).get("actions"))
    first = _dict(actions[0]) if actions else {}
    return Credentials(
        state="trusted" if state == "trusted" else "valid" if state == "valid" else "invalid",
        issuer=str(_dict(plain.get("signature_info")).get("issuer", "")),
        source_type=str(first.get("digitalSourceType", "")).rpartition("/")[2],
        provenance=_dict(by_label.get(ASSERTION)),
    )


def _dict(value: JsonData) -> dict[str, JsonData]:
    return value if isinstance(value, dict) else {}


def _list(value: JsonData) -> list[JsonData]:
    return value if isinstance(value, list) else []


def _library() -> ModuleType:
    try:
        import c2pa  # noqa: PLC0415  (an extra)
    except ImportError:
        raise MissingExtraError(
            "c2pa-python is not installed", "pip install 'groundplan[c2pa]'"
        ) from None
    return c2pa


def _pem(path: Path, what: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_PEM + 1)
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "name a PEM file") from None
    if b"ENCRYPTED" in data[:4096]:
        raise InputError(f"{path} is encrypted", "give the key as PKCS #8 PEM without a passphrase")
    if len(data) > _LARGEST_PEM or f"{what}-----".encode() not in data:
        raise InputError(f"{path} holds no {what.lower()} in PEM", f"name a PEM file of a {what}")
    return data


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
