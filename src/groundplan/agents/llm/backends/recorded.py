"""A model that says again what it said: from a recording, with no network and no extra."""

from dataclasses import dataclass

from groundplan.agents.llm.port import Request
from groundplan.agents.llm.recording import Call, sha256
from groundplan.errors import InputError

__all__ = ["RecordedModel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedModel:
    """Answers from calls that were recorded for the same text and mode."""

    calls: tuple[Call, ...]

    def ask(self, request: Request) -> Call:
        """Return the recorded call, as it was.

        Raises:
            InputError: There is none for this text and mode.
        """
        text = sha256(request.text)
        of_text = [call for call in self.calls if call.text_sha256 == text]
        for call in of_text:
            if call.mode == request.mode:
                return call
        if of_text:
            raise InputError(
                f"the recording is of --planner {of_text[0].mode}", "replay it with that planner"
            )
        raise InputError(
            "the recording is of another brief", "give the brief that it was made with"
        )
