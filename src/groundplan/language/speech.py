"""What is heard: spoken lines in quotes or behind "says that", and sounds; kept as text only.

Read before everything else and taken out, so that no word of them becomes a thing in the picture.
"""

from dataclasses import dataclass
from typing import Final, Literal

from groundplan.language.clauses import Clauses
from groundplan.language.facts import LineFact, Span
from groundplan.language.speaking_time import speaking_time_s
from groundplan.language.spotting import Board
from groundplan.language.vocabulary import vocabulary

__all__ = ["Speech", "read_speech", "spoken_lines"]

_MARK: Final = '"'
_LONGEST: Final = 120
"""Tokens that a quotation has at most: our engineering default."""
_SAYING: Final = frozenset(
    {"say", "speak", "whisper", "shout", "yell", "ask", "tell", "call", "announce", "answer",
     "reply",
     "cry", "scream", "mutter", "murmur", "mumble", "exclaim", "declare", "explain", "beg",
     "plead", "order", "command", "sing", "chant", "recite", "laugh", "sigh", "gasp", "growl",
     "respond", "add", "insist", "warn", "promise", "inquire", "hiss", "bark", "croak", "call out",
     "cry out", "shout out", "greet", "introduce", "narrate"}
)  # fmt: skip
_REPORTING: Final = frozenset({"say", "explain", "announce", "declare", "claim", "tell", "insist",
                               "promise", "warn", "narrate", "reply", "answer"})  # fmt: skip
_WRITTEN: Final = frozenset(
    {"sign", "poster", "banner", "screen", "board", "label", "note", "letter", "book", "title",
     "caption", "placard", "billboard", "text", "word", "words", "shirt", "t", "cover", "logo",
     "plaque", "page", "door", "wall", "mug", "card", "display", "headline", "titled", "named",
     "called", "reads", "reading", "labeled", "labelled", "written", "inscribed", "letters"}
)  # fmt: skip
_VOICES: Final = ("voice over", "voiceover", "narrator", "v . o .", "vo", "narration")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Words that somebody says."""

    text: str
    span: Span
    verb: int
    """Board index of the verb of saying; -1: none stands there."""
    at: int
    """Board index of the first word."""
    heard: Literal["", "off_screen", "voice_over"] = ""


def read_speech(board: Board, text: str) -> tuple[Speech, ...]:
    """Return what is said, and hide its words; of what is written somewhere only hide them."""
    found = [*_quoted(board, text), *_reported(board, text)]
    return tuple(sorted(found, key=lambda speech: speech.at))


def _quoted(board: Board, text: str) -> list[Speech]:
    marks = [i for i, t in enumerate(board.tokens) if t.text == _MARK]
    found: list[Speech] = []
    while len(marks) > 1:
        first, last, *marks = marks
        if last - first < 2 or last - first > _LONGEST:
            continue
        speech = _quotation(board, text, first=first, last=last)
        if speech is not None:
            found.append(speech)
            _hide(board, first, last)
        elif _is_written(board, first):
            _hide(board, first, last)
    return found


def _quotation(board: Board, text: str, *, first: int, last: int) -> Speech | None:
    """Return what a quotation says; None when nobody says it."""
    start, end = board.tokens[first].end, board.tokens[last].start
    voice = _voice_before(board, first)
    verb = _verb_near(board, first, last)
    colon = first > 0 and board.tokens[first - 1].text == ":"
    if _is_written(board, first) or not (voice or colon or verb >= 0):
        return None
    if voice:
        board.hide(range(voice[0], first))
    return Speech(
        text=text[start:end].strip(), span=Span(start=start, end=end), verb=verb, at=first,
        heard="voice_over" if voice else "",
    )  # fmt: skip


def _hide(board: Board, first: int, last: int) -> None:
    """Hide a quotation; its full stop stays where it ends the sentence."""
    follower = board.tokens[last + 1] if last + 1 < len(board.tokens) else None
    ends = follower is not None and follower.word and follower.text[0].isupper()
    keep = last - 1 if ends and board.tokens[last - 1].stop else -1
    board.hide([i for i in range(first, last + 1) if i != keep])


def _sentence_start(board: Board, at: int) -> int:
    while at > 0 and not board.tokens[at - 1].stop:
        at -= 1
    return at


def _verb_near(board: Board, first: int, last: int) -> int:
    """Return the place of a verb of saying before a quotation in its sentence, or right behind."""
    before = range(first - 1, _sentence_start(board, first) - 1, -1)
    behind = range(last + 1, min(last + 6, len(board.tokens)))
    for place in (*before, *behind):
        if place > last and board.tokens[place].stop:
            break
        if _says(board.tokens[place].lower, _SAYING):
            return place
    return -1


def _says(word: str, lemmas: frozenset[str]) -> bool:
    return any(e.lemma in lemmas and e.tag != "VB" for e in vocabulary().verbs.get(word, ()))


def _is_written(board: Board, first: int) -> bool:
    """Whether a quotation stands on a sign or is a title."""
    words = board.lowers()[max(0, first - 4) : first]
    return bool(set(words[-2:]) & _WRITTEN) or bool(
        set(words) & _WRITTEN and set(words) & {"says", "saying", "reads", "that", "with"}
    )


def _voice_before(board: Board, first: int) -> range:
    """Return the words "VOICE-OVER:" or "the narrator says," before a quotation, if any."""
    start = _sentence_start(board, first)
    lowers = board.lowers()[start:first]
    joined = " ".join(lowers)
    named = any(f" {voice} " in f" {joined} " for voice in _VOICES)
    return range(start, first) if named and len(lowers) <= _FEW else range(0)


_FEW: Final = 8
"""Words that announce a voice at most: our engineering default."""


def _reported(board: Board, text: str) -> list[Speech]:
    """Return what "says that …" reports, up to the end of the sentence."""
    found: list[Speech] = []
    lowers = board.lowers()
    for at, word in enumerate(lowers):
        if word != "that" or not board.free(at) or at + 1 >= len(lowers):
            continue
        verb = next(
            (p for p in (at - 1, at - 2, at - 3) if p >= 0 and _says(lowers[p], _REPORTING)), -1
        )
        if verb < 0 or any(board.tokens[p].stop for p in range(verb, at)) or _is_written(board, at):
            continue
        end = at + 1
        while end < len(lowers) and not board.tokens[end].stop:
            end += 1
        span = board.span(at + 1, end)
        voice = _voice_before(board, at)
        found.append(
            Speech(text=text[span.start : span.end], span=span, verb=verb, at=at,
                   heard="voice_over" if voice else "")
        )  # fmt: skip
        board.hide(range(voice.start if voice else at, end))
    return found


def spoken_lines(reader: Clauses, speeches: tuple[Speech, ...]) -> tuple[LineFact, ...]:
    """Return the lines with who says them: the agent of the verb, else who acts before."""
    lines: list[LineFact] = []
    for number, speech in enumerate(speeches, start=1):
        action = "" if speech.heard else _speaking(reader, speech)
        speaker = next((a.agent for a in reader.actions if a.key == action), "")
        if not speaker and not speech.heard:
            speaker = _before(reader, speech)
        lines.append(
            LineFact(
                key=f"l{number}", speaker=speaker, text=speech.text, span=speech.span,
                duration_s=speaking_time_s(speech.text), action=action, heard=speech.heard,
            )
        )  # fmt: skip
    return tuple(lines)


def _speaking(reader: Clauses, speech: Speech) -> str:
    """Return the key of the action whose verb stands at the verb of saying."""
    indices = reader.words.indices
    place = indices.index(speech.verb) if speech.verb in indices else -1
    spoken = (a for a in reader.actions if a.agent and a.places[0] <= place < a.places[1])
    return next((a.key for a in spoken), "")


def _before(reader: Clauses, speech: Speech) -> str:
    """Return who acts, else who is named, last before the words."""
    indices = reader.words.indices
    acting = [a.agent for a in reader.actions if a.agent and indices[a.places[0]] < speech.at]
    alive = [
        k for k, e in reader.cast.entities.items() if reader.cast.alive(k) and e.place < speech.at
    ]
    return next(iter([*acting[::-1], *alive[::-1]]), "")
