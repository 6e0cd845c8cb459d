"""Role 4, casting: gives every entity a body, an asset or a labelled stand-in, and its surface."""

from typing import Final

from groundplan.agents.bodies import Casting, cast_thing, is_person
from groundplan.agents.cast_list import cast_list
from groundplan.agents.colours import colour_code
from groundplan.agents.people import Person, person_of, stated_measure
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.spans import world_span
from groundplan.assets import catalogue
from groundplan.language.facts import AttributeFact, EntityFact, Facts
from groundplan.world.build import PatchBuilder
from groundplan.world.edits import Provenance
from groundplan.world.entity import Appearance, Asset, Body
from groundplan.world.finding import Finding
from groundplan.world.narrative import Unresolved
from groundplan.world.opinion import Origin

__all__ = ["CastingAgent"]

_SIZES: Final = {
    "small": 0.75, "little": 0.75, "tiny": 0.5, "miniature": 0.3, "big": 1.25, "large": 1.25,
    "huge": 1.7, "giant": 2.2, "gigantic": 2.5, "enormous": 2.2, "massive": 1.9, "oversized": 1.6,
    "colossal": 3.0, "tall": 1.25, "short": 0.8, "long": 1.25, "wide": 1.25, "narrow": 0.75,
    "towering": 1.6, "life-size": 1.0,
}  # fmt: skip
"""Factors of the usual size: our engineering defaults."""
_LARGEST_M: Final = 1000.0
_SMALLEST_M: Final = 0.005
_AXES: Final = {"tall": 1, "towering": 1, "short": 1, "high": 1, "wide": 0, "narrow": 0, "long": 2}


class CastingAgent:
    """Casts nouns: never silently another thing."""

    name = "casting"
    territory = (
        "entities/*/asset", "entities/*/body", "entities/*/appearance", "entities/*/size_m",
        "narrative/unresolved",
    )  # fmt: skip

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return bodies and assets as edits."""
        builder = PatchBuilder(
            view.world, actor="agent:casting", summary="cast the entities",
            origin=Origin.VOCABULARY, basis="guessed",
        )  # fmt: skip
        findings: list[Finding] = []
        for member in cast_list(facts).members:
            for number, key in enumerate(member.keys):
                path = f"entities/{view.entity(key)}"
                first = number == 0
                if is_person(member.fact):
                    person = person_of(facts, member.fact)
                    _add_person(builder, path, member.fact, person=person)
                    findings += _wardrobe(path, member.fact, person) if first else []
                    continue
                casting = cast_thing(member.fact)
                color = _own_colour(member.fact, number, len(member.keys))
                _add_thing(builder, path, member.fact, casting=casting, color=color)
                findings += _size(builder, path, facts, fact=member.fact, casting=casting)
                if casting.placeholder and first:
                    findings.append(_stand_in(builder, path, member.fact))
        _add_ground(builder, view)
        return Proposal(edits=builder.patch().edits, findings=tuple(findings))


def _add_person(builder: PatchBuilder, path: str, fact: EntityFact, *, person: Person) -> None:
    span = world_span(fact.span)
    read = builder.provenance(origin=Origin.PLANNER, basis="extracted", span=span)
    stated = builder.provenance(origin=Origin.QUANTITY, basis="extracted", span=span)
    guess = builder.provenance(span=span)
    overrides = dict.fromkeys(("height_m", "age_years", "build", "gender"), guess) | {"rig": read}
    overrides |= {n: stated if n == "height_m" else read for n in overrides if n in person.said}
    builder.add_node(f"{path}/asset", Asset(catalogue_id="human"), basis="derived")
    builder.add_node(f"{path}/body", person.body, overrides=overrides)
    builder.add_node(
        f"{path}/appearance",
        Appearance(color="#c68d68", material="skin", garments=person.garments),
        overrides={
            f"garments/{name}/color": read
            for name in person.garments
            if name in person.said and _said_colour(fact, name)
        },
        span=span,
    )
    known = "height_m" in person.said
    builder.set_field(
        f"{path}/size_m", person.size_m, basis="derived",
        origin=Origin.PLANNER if known else Origin.VOCABULARY, span=span,
    )  # fmt: skip


def _said_colour(fact: EntityFact, garment: str) -> bool:
    words = {garment, garment.replace("_", " ")}
    return any(a.of_part in words and a.name == "color" for a in fact.attributes)


def _wardrobe(path: str, fact: EntityFact, person: Person) -> list[Finding]:
    found = [
        Finding(
            code="casting.unknown-garment",
            severity="warning",
            message=f'the wardrobe has no "{garment}": {fact.words} goes without',
            paths=(f"{path}/appearance/garments",),
            span=world_span(fact.span),
            options=("name a similar garment",),
        )
        for garment in person.unknown
    ]
    if person.refused_height_m is not None:
        found.append(_refused(path, fact, person.refused_height_m, expected="0.3..3"))
    return found


def _refused(path: str, fact: EntityFact, value: float, *, expected: str) -> Finding:
    return Finding(
        code="casting.impossible-size",
        severity="error",
        message=(
            f'"{fact.words}" is said to measure {value:g} m; {expected} m can be drawn, '
            "so its usual size is kept"
        ),
        paths=(f"{path}/size_m",),
        measured=value,
        expected=expected,
        unit="m",
        span=world_span(fact.span),
        options=("state a size within the range",),
    )


def _own_colour(fact: EntityFact, number: int, count: int) -> AttributeFact | None:
    own = [a for a in fact.attributes if a.name == "color" and not a.of_part]
    if not own:
        return None
    return own[number] if len(own) == count else own[0]


def _add_thing(
    builder: PatchBuilder, path: str, fact: EntityFact, *, casting: Casting,
    color: AttributeFact | None,
) -> None:  # fmt: skip
    read = builder.provenance(
        origin=Origin.PLANNER,
        basis="extracted",
        span=world_span(color.span if color else fact.span),
    )
    code = colour_code(color.value) if color else None
    material = next((a for a in fact.attributes if a.name == "material" and not a.of_part), None)
    pattern = next((a for a in fact.attributes if a.name == "pattern" and not a.of_part), None)
    builder.add_node(
        f"{path}/asset",
        Asset(catalogue_id=casting.catalogue_id, placeholder=casting.placeholder),
        basis="guessed" if casting.placeholder else "derived",
        overrides={"placeholder": "guessed"} if casting.placeholder else {},
        span=world_span(fact.span),
    )
    if casting.species is not None:
        kind = casting.species
        builder.add_node(
            f"{path}/body",
            Body(rig=kind.rig, species=casting.species_id, height_m=kind.height_m),
            overrides={"rig": "derived", "species": "derived", "height_m": "guessed"},
            span=world_span(fact.span),
        )
    said = {"color": code, "material": material, "pattern": pattern}
    builder.add_node(
        f"{path}/appearance",
        Appearance(
            color=code or casting.color,
            material=material.value if material else "clay",
            pattern=pattern.value if pattern else "plain",
        ),
        overrides={name: read for name, value in said.items() if value},
        state=("color",),
    )


def _size(
    builder: PatchBuilder, path: str, facts: Facts, *, fact: EntityFact, casting: Casting
) -> list[Finding]:
    """Set the size: the usual one, or as the words say, in proportion."""
    stated = stated_measure(facts, fact.key, ("height",))
    axis = 1
    for name, other in (("length", 2), ("width", 0), ("depth", 2), ("size", 1)):
        if stated is None:
            stated, axis = stated_measure(facts, fact.key, (name,)), other
    usual = casting.size_m
    span = world_span(fact.span)
    if stated is not None and _SMALLEST_M <= stated <= _LARGEST_M:
        factor = stated / usual[axis]
        number = builder.provenance(basis="extracted", origin=Origin.QUANTITY, span=span)
        _set_size(builder, path, casting, factor=factor, held=number)
        return []
    word = next((a for a in fact.attributes if a.value in _SIZES and not a.of_part), None)
    if word is not None and word.value in _AXES and casting.species is None:
        scaled = list(usual)
        scaled[_AXES[word.value]] *= _SIZES[word.value]
        builder.set_field(f"{path}/size_m", tuple(scaled), span=span, origin=Origin.PLANNER)
    else:
        factor = _SIZES[word.value] if word is not None else 1.0
        origin = Origin.PLANNER if word is not None else Origin.VOCABULARY
        guess = builder.provenance(origin=origin, span=span)
        _set_size(builder, path, casting, factor=factor, held=guess)
    if stated is not None:
        return [_refused(path, fact, stated, expected=f"{_SMALLEST_M:g}..{_LARGEST_M:g}")]
    return []


def _set_size(
    builder: PatchBuilder, path: str, casting: Casting, *, factor: float, held: Provenance
) -> None:
    w, h, d = casting.size_m
    size = (round(w * factor, 6), round(h * factor, 6), round(d * factor, 6))
    values: dict[str, object] = {"size_m": size}
    if casting.species is not None and factor != 1.0:
        values["body/height_m"] = casting.species.height_m * factor
    for name, value in values.items():
        builder.set_field(
            f"{path}/{name}", value, basis=held.basis, origin=held.origin, span=held.span
        )


def _stand_in(builder: PatchBuilder, path: str, fact: EntityFact) -> Finding:
    span = world_span(fact.span)
    builder.add_node(
        f"narrative/unresolved/cast_{fact.key}",
        Unresolved(
            text=fact.noun,
            reason="the catalogue has nothing like it; a labelled stand-in is drawn",
            span=span,
        ),
        basis="derived",
        origin=Origin.PLANNER,
        span=span,
    )  # fmt: skip
    return Finding(
        code="casting.placeholder",
        severity="warning",
        message=f'"{fact.noun}" is not in the catalogue: a labelled stand-in is drawn',
        paths=(f"{path}/asset",),
        span=span,
        options=("name something similar", "add an asset"),
    )


def _add_ground(builder: PatchBuilder, view: WorldView) -> None:
    entry = catalogue.entry("ground")
    path = f"entities/{view.entity('ground')}"
    builder.add_node(f"{path}/asset", Asset(catalogue_id=entry.id))
    builder.add_node(f"{path}/appearance", Appearance(color=entry.color), state=("color",))
    builder.set_field(f"{path}/size_m", entry.size_m)
