"""What every noun of the document shares: configuration and vector types."""

from typing import Annotated, Final

from pydantic import ConfigDict, Field, JsonValue

__all__ = ["CLOSED", "Color", "EntityId", "JsonValue", "Quaternion", "Vector2", "Vector3"]

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
