"""Dressing: gives a named place its scenery, guessed, tagged, and out of the way of the shot.

It runs when camera and action stand, so that nothing hides what the shot is about. Scenery is no
part of the cast: camera, light and critic do not look at it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from groundplan.agents.ground_words import GroundSaid, ground_said
from groundplan.agents.named_place import named_place
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.scenery_room import Room, room_of
from groundplan.agents.spans import world_span
from groundplan.assets import catalogue
from groundplan.assets.sceneries import Piece, Scenery
from groundplan.geometry.landform import Landform
from groundplan.language.facts import EntityFact, Facts
from groundplan.world.build import PatchBuilder
from groundplan.world.entity import Appearance, Asset, Entity, Semantics, Transform
from groundplan.world.ids import unique_name
from groundplan.world.opinion import Origin
from groundplan.world.terrain import landform_of_world

__all__ = ["SCENERY", "DressingAgent"]

SCENERY: Final = "scenery"
"""Tag of what was added for the place's sake."""
_GOLDEN: Final = math.pi * (3.0 - math.sqrt(5.0))
_TRIES: Final = 400
_SPREAD_M: Final = 16.0
_LONG_M: Final = 90.0
_LANE_M: Final = 3.5
_SIZES: Final = (1.0, 0.85, 1.15, 0.95, 1.08)
_WALL_M: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    at: tuple[float, float, float]
    heading: float
    size: tuple[float, float, float]


class DressingAgent:
    """Adds scenery."""

    name = "dressing"
    territory = ("entities/*",)

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return the scenery of the place as edits; none when no known place is named."""
        builder = PatchBuilder(
            view.world, actor="agent:dressing", summary="dress the place",
            origin=Origin.VOCABULARY, basis="guessed",
        )  # fmt: skip
        found = named_place(facts)
        room = None if found is None else room_of(view.world)
        said = ground_said(facts, found[1] if found is not None and room is not None else None)
        if said is not None:
            _paint_ground(builder, view, said)
        if found is None or room is None:
            return Proposal(edits=builder.patch().edits)
        place, scenery = found
        taken = {e.name for e in view.world.entities.values()}
        landform = landform_of_world(view.world)
        number = 0
        for piece in scenery.pieces:
            for spot in _spots(piece, room, view=view, place=place):
                name = unique_name(f"{scenery.name} {piece.asset}", taken)
                taken.add(name)
                number += 1
                entity = _entity(piece, _on(spot, landform), name=name, scenery=scenery)
                builder.add_node(f"entities/{view.entity(f'scenery{number}')}", entity)
        return Proposal(edits=builder.patch().edits)


def _on(spot: _Spot, landform: Landform | None) -> _Spot:
    """Return the spot as low as the ground gets under it."""
    if landform is None:
        return spot
    x, y, z = spot.at
    reach = 0.5 * max(spot.size[0], spot.size[2])
    around = np.array([-reach, 0.0, reach])
    low = landform.height_at(x + around[:, None], z + around[None]).min()
    return replace(spot, at=(x, y + float(low), z))


def _paint_ground(builder: PatchBuilder, view: WorldView, said: GroundSaid) -> None:
    span = None if said.span is None else world_span(said.span)
    basis = None if span is None else "extracted"
    for key, entity in sorted(view.world.entities.items()):
        if entity.asset is not None and entity.asset.catalogue_id == "ground":
            builder.set_field(
                f"entities/{key}/appearance/color", said.color, basis=basis, span=span
            )
            builder.set_field(
                f"entities/{key}/appearance/material", said.material, basis=basis, span=span
            )


def _entity(piece: Piece, spot: _Spot, *, name: str, scenery: Scenery) -> Entity:
    entry = catalogue.entry(piece.asset)
    noun = piece.asset.replace("_", " ")
    return Entity(
        name=name,
        kind="set",
        label=f"{noun} of the {scenery.name.replace('_', ' ')}",
        tags=(SCENERY,),
        semantics=Semantics(noun=noun, prompt=noun),
        transform=Transform(
            position_m=spot.at,
            rotation=(0.0, math.sin(0.5 * spot.heading), 0.0, math.cos(0.5 * spot.heading)),
        ),
        size_m=spot.size,
        asset=Asset(catalogue_id=piece.asset),
        appearance=Appearance(color=piece.color or entry.color),
    )


def _spots(piece: Piece, room: Room, *, view: WorldView, place: EntityFact) -> Iterator[_Spot]:
    if piece.spread == "around":
        yield from _around(piece, room, turn=math.radians(view.seed % 360))
    elif piece.spread == "far":
        yield from _far(piece, room)
    elif piece.spread == "along":
        yield from _along(piece, room)
    elif piece.spread == "behind":
        yield from _behind(piece, room)
    else:
        yield from _walls(piece, room, view=view, place=place)


def _scaled(piece: Piece, factor: float) -> tuple[float, float, float]:
    w, h, d = (round(s * piece.scale * factor, 4) for s in catalogue.entry(piece.asset).size_m)
    return (w, h, d)


def _around(piece: Piece, room: Room, *, turn: float) -> Iterator[_Spot]:
    """Scatter around the action, places in the picture first."""
    w, _, d = catalogue.entry(piece.asset).size_m
    reach = 0.5 * math.hypot(w, d) * max(_SIZES)
    near = room.radius + reach + 1.0
    ring: list[tuple[float, float]] = []
    for k in range(_TRIES):
        angle, share = turn + k * _GOLDEN, ((k * 7) % 40 + 0.5) / 40.0
        radius = near + _SPREAD_M * math.sqrt(share)
        x, z = room.centre
        ring.append((float(x) + radius * math.sin(angle), float(z) + radius * math.cos(angle)))
    left = piece.count
    for n, at in enumerate(sorted(ring, key=lambda p: not room.seen(p))):
        if left and room.free(at, reach):
            _stand(room, at, reach)
            left -= 1
            size = _scaled(piece, _SIZES[left % len(_SIZES)])
            yield _Spot(at=_at(at), heading=round((n * _GOLDEN) % math.tau, 4), size=size)


def _far(piece: Piece, room: Room) -> Iterator[_Spot]:
    away, along = np.array(room.away), np.array(room.along)
    for n in range(piece.count):
        side = (n - 0.5 * (piece.count - 1)) * 70.0
        distance = room.radius + piece.offset_m * (1.0 + 0.2 * n)
        x, z = room.centre + away * distance + along * side
        yield _Spot(at=_at((float(x), float(z))), heading=0.6 * n, size=_scaled(piece, 1.0))


def _half_lane(room: Room) -> float:
    """Return half the width of the strip along the action that holds all of it [m]."""
    across = (room.action.reshape(-1, 2) - room.centre) @ np.array(room.away)
    return max(_LANE_M, float(np.abs(across).max()) + 1.2)


def _heading(way: tuple[float, float]) -> float:
    return math.atan2(way[0], way[1])


def _along(piece: Piece, room: Room) -> Iterator[_Spot]:
    """Lay a strip along the action, or one on either side of it."""
    half = _half_lane(room)
    width, height, _ = catalogue.entry(piece.asset).size_m
    sides = (0.0,) if piece.count == 1 else (-1.0, 1.0)
    for side in sides:
        across = side * (half + 0.5 * width)
        x, z = room.centre + across * np.array(room.away)
        size = (round(2.0 * half, 4) if side == 0.0 else width, height, _LONG_M)
        sunk = 0.055 if side == 0.0 else 0.0
        yield _Spot(at=_at((float(x), float(z)), -sunk), heading=_heading(room.along), size=size)


def _behind(piece: Piece, room: Room) -> Iterator[_Spot]:
    """Set up a row behind the action, in step with it."""
    away, along = np.array(room.away), np.array(room.along)
    w, h, d = _scaled(piece, 1.0)
    if piece.asset in {"path", "water"}:
        w, d = d, w
        if piece.asset == "water":
            h = catalogue.entry(piece.asset).size_m[1]
    front = _half_lane(room) + piece.offset_m
    step = max(w, 12.0 if piece.asset == "street_lamp" else w)
    for n in range(piece.count):
        side = (n - 0.5 * (piece.count - 1)) * step
        x, z = room.centre + away * (front + 0.5 * d) + along * side
        at = (float(x), float(z))
        flat = h < 0.2
        if not flat and not room.free(at, 0.5 * min(w, d)):
            continue
        if flat and piece.asset == "path":
            yield _Spot(at=_at(at), heading=_heading(room.along), size=(d, h, w))
        else:
            down = 0.05 if flat else 0.0
            facing = (-float(away[0]), -float(away[1]))
            yield _Spot(at=_at(at, -down), heading=_heading(facing), size=(w, h, d))
        box = np.abs(along) * 0.5 * w + np.abs(away) * 0.5 * d
        room.standing.append(np.stack([np.array(at) - box, np.array(at) + box]))


def _walls(piece: Piece, room: Room, *, view: WorldView, place: EntityFact) -> Iterator[_Spot]:
    """Stand a thing against the first free place along the back wall, then the side walls."""
    entity = view.world.entities[view.entity(place.key)]
    if place.interior:  # its furniture is named
        return
    if entity.asset is None or entity.asset.catalogue_id != "room" or entity.size_m is None:
        return
    x, _, z = entity.transform.position_m
    width, _, depth = entity.size_m
    size = _scaled(piece, 1.0)
    half = 0.5 * size[0]
    for at, heading in _wall_places((x, z), (width, depth), size):
        if room.free(at, max(half, 0.5 * size[2])):
            _stand(room, at, max(half, 0.5 * size[2]))
            yield _Spot(at=_at(at), heading=heading, size=size)
            return


def _wall_places(
    centre: tuple[float, float], room: tuple[float, float], size: tuple[float, float, float]
) -> Iterator[tuple[tuple[float, float], float]]:
    off = _WALL_M + 0.5 * size[2]
    span = 0.5 * room[0] - _WALL_M - 0.5 * size[0]
    for k in range(24):
        share = -1.0 + 2.0 * k / 23.0
        yield (centre[0] + share * span, centre[1] - 0.5 * room[1] + off), 0.0
    reach = 0.5 * room[1] - _WALL_M - 0.5 * size[0]
    for k in range(16):
        z = centre[1] - reach + k * reach / 15.0
        for side in (-1.0, 1.0):
            yield (centre[0] + side * (0.5 * room[0] - off), z), -side * 0.5 * math.pi


def _stand(room: Room, at: tuple[float, float], reach: float) -> None:
    point = np.array(at)
    room.standing.append(np.stack([point - 0.7 * reach, point + 0.7 * reach]))


def _at(at: tuple[float, float], y: float = 0.0) -> tuple[float, float, float]:
    return (round(at[0], 3), y, round(at[1], 3))
