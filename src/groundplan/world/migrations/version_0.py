"""From `groundplan.world/0`, the form before the first release.

World 0 had the revision under `rev`, a camera's focal length under `lens_mm`, and rotations in the
order wxyz under `rotation_wxyz`. It had no opinions and no locks.
"""

from groundplan.world.base import JsonData

__all__ = ["world_1_from_world_0"]


def world_1_from_world_0(document: dict[str, JsonData]) -> dict[str, JsonData]:
    """Return the document as world 1: `revision`, `focal_mm`, quaternions xyzw."""
    made = {key: value for key, value in document.items() if key not in ("rev", "schema")}
    made["schema"] = "groundplan.world/1"
    made["revision"] = document.get("rev", 0)
    entities = document.get("entities")
    if isinstance(entities, dict):
        made["entities"] = {key: _entity(entity) for key, entity in entities.items()}
    return made


def _entity(entity: JsonData) -> JsonData:
    if not isinstance(entity, dict):
        return entity
    made = dict(entity)
    if isinstance(camera := made.get("camera"), dict):
        made["camera"] = {("focal_mm" if k == "lens_mm" else k): v for k, v in camera.items()}
    if isinstance(transform := made.get("transform"), dict) and "rotation_wxyz" in transform:
        moved = {key: value for key, value in transform.items() if key != "rotation_wxyz"}
        moved["rotation"] = _xyzw(transform["rotation_wxyz"])
        made["transform"] = moved
    return made


def _xyzw(wxyz: JsonData) -> JsonData:
    return [*wxyz[1:], wxyz[0]] if isinstance(wxyz, list) and len(wxyz) == 4 else wxyz
