"""What every noun of the document shares: configuration and vector types."""

from typing import TYPE_CHECKING, Annotated, Final

from pydantic import ConfigDict, Field, JsonValue

__all__ = [
    "CLOSED",
    "Color",
    "EntityId",
    "JsonData",
    "JsonValue",
    "Quaternion",
    "Sha256",
    "Vector2",
    "Vector3",
]

CLOSED: Final = ConfigDict(
    extra="forbid", allow_inf_nan=False, json_schema_serialization_defaults_required=True
)

Vector2 = tuple[float, float]
Vector3 = tuple[float, float, float]
Quaternion = tuple[float, float, float, float]
"""Unit, xyzw."""
Color = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
"""sRGB, `#rrggbb`, lower case."""
EntityId = Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$")]
"""26 characters of Crockford base 32, derived from seed, brief and role (ULID-like)."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""Names a file beside the document by its bytes."""

if TYPE_CHECKING:
    JsonData = JsonValue
    """What functions take and give; fields of nouns are `JsonValue`, which pydantic checks."""
else:
    JsonData = object  # the run-time checker of the tests can't follow pydantic's recursive alias
