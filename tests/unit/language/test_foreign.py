"""Which language a text is in, from its letters and its short words."""

import pytest

from groundplan.language.foreign import ENGLISH, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Eine Frau geht zu einer Bank und setzt sich.", "German"),
        ("Un homme marche vers la fontaine avec son chien.", "French"),
        ("Dos perros corren hacia la izquierda por la playa", "Spanish"),
        ("Un uomo cammina verso la porta", "Italian"),
        ("Um homem caminha com o cachorro na praia", "Portuguese"),
        ("Twee honden rennen over het strand", "Dutch"),
        ("Mężczyzna idzie do ławki z psem", "Polish"),
        ("二人の女性が走る", "Japanese"),
        ("一个男人走向长椅", "Chinese"),
        ("두 남자가 걷는다", "Korean"),
        ("Мужчина идёт к скамейке", "Russian or another language in Cyrillic letters"),
        ("رجل يمشي نحو المقعد", "Arabic or another language in Arabic letters"),
    ],
)
def test_a_text_is_told_by_its_letters_and_short_words(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "a horse", "", "35mm", "Two dogs run.", "El Paso at noon, a man waits.",
        "A dance as in La La Land, in Los Angeles", "Un Chien Andalou on a poster",
        "a mise en scène in a café, art déco", 'She says "un momento" and waves.',
        "close up, bokeh, 85mm, f/1.4", "zzz qqq xxx",
    ],
)  # fmt: skip
def test_english_with_foreign_names_is_english(text: str) -> None:
    assert language_of(text) == ENGLISH
