"""The shipped data: listed, hashed, licensed, attributed, and within its size."""

from groundplan.assets.human_shape.data import packed
from groundplan.assets.manifest import (
    BLOCKED_NAMES,
    attribution_text,
    data_files,
    problems,
)

_MOST_BYTES = 30_000_000


def test_every_data_file_is_listed_and_may_be_shipped() -> None:
    assert problems() == ()


def test_the_data_fits_the_wheel() -> None:
    assert 0 < sum(file.size_bytes for file in data_files()) <= _MOST_BYTES


def test_every_shipped_file_names_its_origin_and_its_evidence() -> None:
    for file in data_files():
        assert file.evidence
        assert file.attribution
        assert len(file.source.sha256) == 64
        assert len(file.source.version) >= 1


def test_attribution_names_the_makers_of_the_human_body() -> None:
    assert "MakeHuman" in attribution_text()


def test_labels_in_the_human_data_are_not_on_the_block_list() -> None:
    face, body = packed("face"), packed("body")
    for labels in (face["unit_names"], face["local_names"], body["joints"], body["parts"]):
        assert not [label for label in map(str, labels) if BLOCKED_NAMES.search(label)]
