"""Sounds: "we hear thunder", "the sound of rain", "a dog barks off-screen"; kept as text only."""

from typing import Final

from groundplan.language.facts import SettingFact
from groundplan.language.phrases import PhraseTable
from groundplan.language.spotting import Board
from groundplan.language.vocabulary import vocabulary

__all__ = ["read_sounds"]

_HEARING: Final = PhraseTable(
    (phrase, "") for phrase in ("we hear", "you hear", "one hears", "we can hear", "you can hear",
                                "sound :", "sounds :", "sfx :", "audio :", "music :")
)  # fmt: skip
_SOUND_OF: Final = PhraseTable(
    (f"{noun} of", "")
    for noun in ("sound", "sounds", "noise", "noises", "hum", "echo", "rumble", "roar", "murmur",
                 "din",
                 "clatter", "patter", "crackle", "chirping", "tinkle")
)  # fmt: skip
_HEARD: Final = PhraseTable(
    (phrase, "") for phrase in ("can be heard", "is heard", "are heard", "heard off screen")
)
_AWAY: Final = PhraseTable(
    (phrase, away)
    for away, phrases in (
        ("off", ("off screen", "offscreen", "off camera", "out of frame", "off stage")),
        (
            "far",
            ("in the distance", "in the background", "far away", "far off", "nearby", "outside"),
        ),
    )
    for phrase in phrases
)
_NAMES: Final = frozenset(
    {"music", "jazz", "siren", "sirens", "thunder", "footsteps", "applause", "laughter", "melody",
     "birdsong", "alarm", "drumbeat", "gunshot", "gunshots", "noise", "echo", "echoes", "chatter",
     "chanting", "humming", "muzak", "techno", "opera", "soundtrack", "whispers", "screams"}
)  # fmt: skip
"""What is only ever heard."""
_RINGING: Final = frozenset(
    {"bell", "bells", "chimes", "horn", "horns", "drums", "trumpets", "organ", "guns", "cannons",
     "dogs", "wolves", "birds", "seagulls", "gulls"}
)  # fmt: skip
"""What may be heard from afar and not seen."""
_SOUNDING: Final = frozenset(
    {"bark", "ring", "play", "wail", "howl", "sing", "toll", "hum", "roar", "rumble", "crash",
     "chirp",
     "laugh", "cry", "scream", "whistle", "honk", "echo", "shout", "talk", "meow", "crow",
     "neigh", "boom",
     "blare", "chime", "thump", "whisper", "yell", "moan", "groan", "screech", "cheer", "fade",
     "swell",
     "blow", "sound", "clang", "buzz", "beep", "drone", "roll", "crack", "ring out", "fill"}
)  # fmt: skip
_CLOSERS: Final = frozenset({"as", "while", "when", "and", "but", "then", ",", ":"})
_JOINED: Final = frozenset({"and"})


def read_sounds(board: Board) -> tuple[SettingFact, ...]:
    """Return what is heard, and hide its words."""
    found: list[SettingFact] = []
    lowers, at = board.lowers(), 0
    while at < len(lowers):
        run = _run(board, at) if board.free(at) else None
        if run is None:
            at += 1
            continue
        first, start, end = run
        span = board.span(start, end)
        found.append(SettingFact(facet="sound", value=" ".join(lowers[start:end]), span=span))
        board.hide(range(first, end))
        at = end
    return tuple(found)


def _run(board: Board, at: int) -> tuple[int, int, int] | None:
    """Return (first word, start and end of the sound) of what is heard at a place."""
    lowers = board.lowers()
    if found := _HEARING.match(lowers, at):
        start = at + found[0]
        end = _end(board, start, joined=True)
        return (at, start, end) if end > start else None
    if found := _SOUND_OF.match(lowers, at):
        start, first = at + found[0], at
        while first > 0 and lowers[first - 1] in {"the", "a", "soft", "faint", "distant", "loud"}:
            first -= 1
        end = _end(board, start, joined=True)
        return (first, start, end) if end > start and lowers[first - 1 : first] != ["to"] else None
    return _heard_clause(board, at)


def _end(board: Board, at: int, *, joined: bool) -> int:
    """Return where the words for a sound end."""
    lowers = board.lowers()
    while at < len(lowers) and not board.tokens[at].stop:
        if lowers[at] in _CLOSERS and not (joined and lowers[at] in _JOINED):
            break
        at += 1
    return at


def _heard_clause(board: Board, at: int) -> tuple[int, int, int] | None:
    """Return a clause about what is heard only: "a siren wails", "bells ring in the distance"."""
    lowers = board.lowers()
    opens = at == 0 or board.tokens[at - 1].stop or lowers[at - 1] in _CLOSERS
    if not opens or not board.tokens[at].word:
        return None
    end = _end(board, at, joined=False)
    clause = lowers[at:end]
    verb = next((n for n, w in enumerate(clause) if n and _sounds(w, clause[n - 1])), 0)
    away = {a[1] for n in range(at, end) if (a := _AWAY.match(lowers, n))}
    said = any(_HEARD.match(lowers, n) for n in range(at, end))
    if not (verb or said) or verb > _LONGEST:
        return None
    subject = set(clause[: verb or len(clause)])
    alone = bool(subject & _NAMES) and not subject & {"with", "to", "plays", "band"}
    ringing = "far" in away and bool(subject & _RINGING)
    return (at, at, end) if said or alone or ringing or "off" in away else None


_LONGEST: Final = 5
"""Words before the verb of a clause about a sound at most: our engineering default."""


def _sounds(word: str, before: str) -> bool:
    known = any(e.lemma in _SOUNDING and e.tag != "VB" for e in vocabulary().verbs.get(word, ()))
    return known or word.removesuffix("s").removesuffix("ing").removesuffix("e") in _SOUNDING or (
        word in _SOUNDING and (before.endswith("s") or vocabulary().noun(word) is None)
    )  # fmt: skip
