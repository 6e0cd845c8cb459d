"""What each tool takes: closed and bounded, so that a JSON schema says all of it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "At", "Below", "Described", "Differing", "Listed", "Noted", "Nothing", "Paged", "Proposed",
]  # fmt: skip

Part = Literal[
    "entities", "relations", "actions", "scenes", "lines", "shots", "lights", "quantities",
    "unresolved", "findings", "guesses",
]  # fmt: skip
Path = Annotated[
    str,
    Field(
        min_length=1,
        max_length=1000,
        description="Address in the document, as people write it (woman.body.height_m, "
        "shot/1/camera.focal_mm, camera.fstop) or in full (entities/<id>/camera/fstop).",
    ),
]
DryRun = Annotated[
    bool, Field(description="True (default): say what would happen and change nothing.")
]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Nothing(_Closed):
    """No arguments."""


class Paged(_Closed):
    """A piece of a long list."""

    offset: Annotated[int, Field(ge=0, le=1_000_000, description="Entries to skip.")] = 0
    limit: Annotated[int, Field(ge=1, le=200, description="Entries at most.")] = 50


class Described(Paged):
    """What to describe."""

    part: Annotated[
        Part | None, Field(description="One part alone; left out: all, each cut at `limit`.")
    ] = None


class Listed(Paged):
    """Which entities."""

    kind: Annotated[
        str, Field(max_length=40, description="Such as character, animal, prop, light, camera.")
    ] = ""


class At(_Closed):
    """A field."""

    path: Path


class Below(Paged):
    """A place in the document, and a piece of what lies below it."""

    path: Annotated[
        str, Field(max_length=1000, description="As in read_field; empty: the whole document.")
    ] = ""


class Differing(Paged):
    """Two revisions."""

    before: Annotated[
        int | None, Field(ge=0, le=10_000_000, description="Default: the one before `after`.")
    ] = None
    after: Annotated[
        int | None, Field(ge=0, le=10_000_000, description="Default: the last one.")
    ] = None


class Proposed(_Closed):
    """Edits that happen together or not at all."""

    assignments: Annotated[
        list[Annotated[str, Field(min_length=3, max_length=2000)]],
        Field(
            min_length=1,
            max_length=100,
            description="PATH=VALUE each, as in `groundplan edit`: woman.body.height_m=1.8, "
            "camera.focal_mm=50mm, woman.appearance.color=#c81e1e. VALUE is JSON, a number with "
            "a unit, or plain text.",
        ),
    ]
    dry_run: DryRun = True


class Noted(_Closed):
    """A note in plain English."""

    note: Annotated[
        str,
        Field(
            min_length=1,
            max_length=2000,
            description='What is to change, as "make it dusk, and have her stop half way".',
        ),
    ]
    dry_run: DryRun = True
