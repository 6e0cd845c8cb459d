"""The tagger is spaCy's, loaded in part."""

import subprocess
import sys

import pytest
import spacy
from spacy.tokens import Doc

from groundplan.language.parser import check_model, load_tagger

SENTENCES = (
    "A woman in a red coat walks from the bench to the fountain , while a dog trots beside her .",
    "Do n't let Mr. O'Neil 's cat cross the street before 5 p.m. ; pan left slowly !",
    "The old man the boats . Slow dolly in , low angle , golden hour",
    "im gonna wanna see 'em dance cos it 's fun : - ) e.g. the U.S. flag",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_tags_are_those_of_the_whole_model(sentence: str) -> None:
    words = sentence.split()
    whole = spacy.load(check_model())
    document = whole.get_pipe("tagger")(whole.get_pipe("tok2vec")(Doc(whole.vocab, words=words)))
    assert load_tagger().tags(words) == tuple(token.tag_ for token in document)


def test_spacy_keeps_its_own_command_line_for_who_asks() -> None:
    program = """
import sys
from groundplan.language.parser import load_tagger
load_tagger()
assert "spacy.cli" not in sys.modules
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
assert "spacy.cli.info" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 (our own words)


def test_reading_a_text_imports_no_deep_learning_framework() -> None:
    program = (
        "import sys\n"
        "from groundplan.language.parser import load_tagger\n"
        "load_tagger().tags(['a', 'dog'])\n"
        "print(sorted({'torch', 'tensorflow', 'mxnet', 'cupy'} & set(sys.modules)))\n"
    )
    done = subprocess.run(  # noqa: S603 (fixed arguments)
        [sys.executable, "-c", program], check=True, capture_output=True
    )
    assert done.stdout.decode().strip() == "[]"
