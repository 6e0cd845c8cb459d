"""Role 4, casting: gives every entity a body, an asset or a labelled stand-in, and its surface."""

from typing import Final

from groundplan.agents.blocking.terrain_words import Rise, rise_of
from groundplan.agents.bodies import Casting, Size, cast_thing, is_person
from groundplan.agents.cast_list import Member, cast_list
from groundplan.agents.colours import colour_code
from groundplan.agents.draws import Draw
from groundplan.agents.folding import as_carried
from groundplan.agents.people import Person, person_of, stated_measure
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.shapes import drawn_pattern, scaled, shaped, size_words
from groundplan.agents.spans import world_span
from groundplan.assets import catalogue
from groundplan.language.facts import AttributeFact, EntityFact, Facts
from groundplan.world.build import PatchBuilder
from groundplan.world.edits import Provenance
from groundplan.world.entity import Appearance, Asset, Body
from groundplan.world.finding import Finding
from groundplan.world.narrative import Unresolved
from groundplan.world.opinion import Basis, Origin

__all__ = ["CastingAgent"]

_LARGEST_M: Final = 1000.0
_SMALLEST_M: Final = 0.005


class CastingAgent:
    """Casts nouns: never silently another thing."""

    name = "casting"
    territory = (
        "entities/*/asset", "entities/*/body", "entities/*/appearance", "entities/*/size_m",
        "entities/*/terrain", "entities/*/tags", "narrative/unresolved",
    )  # fmt: skip

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return bodies and assets as edits."""
        builder = PatchBuilder(
            view.world, actor="agent:casting", summary="cast the entities",
            origin=Origin.VOCABULARY, basis="guessed",
        )  # fmt: skip
        findings: list[Finding] = []
        rise = rise_of(facts)
        people = view.scene.first_draw
        for member in cast_list(facts).members:
            if rise is not None and member.fact.key == rise.key:
                _add_terrain_name(builder, view, member.fact)
                continue
            findings += _unworn(f"entities/{view.entity(member.keys[0])}", member.fact)
            if is_person(member.fact):
                findings += _cast_people(builder, view, facts, member=member, number=people)
                people += 0 if member.fact.key in view.scene.draws else len(member.keys)
                continue
            for number, key in enumerate(member.keys):
                path = f"entities/{view.entity(key)}"
                place = (number, len(member.keys))
                findings += _cast_thing(builder, path, facts, fact=member.fact, place=place)
        _add_ground(builder, view)
        if rise is not None:
            _add_terrain(builder, view, rise)
        return Proposal(edits=builder.patch().edits, findings=tuple(findings))


def _cast_thing(
    builder: PatchBuilder, path: str, facts: Facts, *, fact: EntityFact, place: tuple[int, int]
) -> list[Finding]:
    """Give an asset and a size to one of a fact's things; `place` is its number and how many."""
    number, count = place
    form = shaped(fact, as_carried(cast_thing(fact), fact, facts))
    casting = form.casting
    _add_thing(builder, path, fact, casting=casting, color=_own_colour(fact, number, count))
    findings = _size(builder, path, facts, fact=fact, casting=casting)
    if number == 0:
        _note_lost(builder, fact, form.lost)
        findings += [_stand_in(builder, path, fact)] if casting.placeholder else []
        findings += [_likeness(path, fact, casting)] if casting.likeness else []
    return findings


def _cast_people(
    builder: PatchBuilder, view: WorldView, facts: Facts, *, member: Member, number: int
) -> list[Finding]:
    """Give bodies, clothes and looks to one fact's people; `number` were cast before."""
    findings: list[Finding] = []
    number = view.scene.draws.get(member.fact.key, number)
    for k, key in enumerate(member.keys):
        path = f"entities/{view.entity(key)}"
        person = person_of(facts, member.fact, Draw(seed=view.seed, number=number + k))
        _add_person(builder, path, member.fact, person=person)
        findings += _wardrobe(path, member.fact, person) if k == 0 else []
    return findings


def _add_person(builder: PatchBuilder, path: str, fact: EntityFact, *, person: Person) -> None:
    span = world_span(fact.span)
    read = builder.provenance(origin=Origin.PLANNER, basis="extracted", span=span)
    stated = builder.provenance(origin=Origin.QUANTITY, basis="extracted", span=span)
    guess = builder.provenance(span=span)
    overrides = dict.fromkeys(("height_m", "age_years", "build", "gender"), guess) | {"rig": read}
    overrides |= {n: stated if n == "height_m" else read for n in overrides if n in person.said}
    builder.add_node(f"{path}/asset", Asset(catalogue_id="human"), basis="derived")
    builder.add_node(f"{path}/body", person.body, overrides=overrides)
    words: dict[str, Provenance | Basis] = {
        below: builder.provenance(origin=Origin.PLANNER, basis="extracted", span=world_span(said))
        for below, said in person.read.items()
    }
    builder.add_node(
        f"{path}/appearance", person.appearance, overrides=words, span=span,
        state=[below for below in person.read if below == "beard"],
    )  # fmt: skip
    known = "height_m" in person.said
    builder.set_field(
        f"{path}/size_m", person.size_m, basis="derived",
        origin=Origin.PLANNER if known else Origin.VOCABULARY, span=span,
    )  # fmt: skip


def _unworn(path: str, fact: EntityFact) -> list[Finding]:
    """Return a finding when clothes are said of what is no person and wears none."""
    if not fact.garments or is_person(fact):
        return []
    return [
        Finding(
            code="casting.unworn-garment",
            severity="warning",
            message=f"only people are drawn in clothes: {fact.words} goes without "
            f"{', '.join(fact.garments)}",
            paths=(f"{path}/attributes",),
            span=world_span(fact.span),
        )
    ]


def _wardrobe(path: str, fact: EntityFact, person: Person) -> list[Finding]:
    found = [
        Finding(
            code=note.code,
            severity=note.severity,
            message=note.message,
            paths=(f"{path}/{note.below}",),
            span=world_span(note.span or fact.span),
            options=note.options,
            measured=note.measured,
            expected=note.expected,
        )
        for note in person.notes
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
        basis="guessed" if casting.placeholder or casting.likeness else "derived",
        overrides=_doubts(casting),
        span=world_span(fact.span),
    )
    if casting.species is not None:
        kind = casting.species
        builder.add_node(
            f"{path}/body",
            Body(rig=kind.rig, species=casting.species_id, height_m=kind.height_m),
            overrides={
                "rig": "derived",
                "species": "guessed" if casting.likeness else "derived",
                "height_m": "guessed",
            },
            span=world_span(fact.span),
        )
    said = {"color": code, "material": material, "pattern": pattern}
    builder.add_node(
        f"{path}/appearance",
        Appearance(
            color=code or casting.color,
            material=material.value if material else "clay",
            pattern=drawn_pattern(pattern.value) if pattern else "plain",
        ),
        overrides={name: read for name, value in said.items() if value},
        state=("color",),
    )


def _doubts(casting: Casting) -> dict[str, Provenance | Basis]:
    """Return the fields of an asset that are guessed, whatever the rest is."""
    if casting.placeholder:
        return {"placeholder": "guessed"}
    return {"catalogue_id": "guessed"} if casting.likeness else {}


def _size(
    builder: PatchBuilder, path: str, facts: Facts, *, fact: EntityFact, casting: Casting
) -> list[Finding]:
    """Set the size: the usual one, or as the words say, in proportion."""
    measures = _measures(facts, fact)
    usual = casting.size_m
    span = world_span(fact.span)
    refused = [m for m in measures.values() if not _SMALLEST_M <= m <= _LARGEST_M]
    stated = refused[0] if refused else None
    if measures and not refused:
        first = next(iter(measures))
        number = builder.provenance(basis="extracted", origin=Origin.QUANTITY, span=span)
        own = {} if casting.species is not None else measures
        factor = measures[first] / usual[first]
        w, h, d = (own.get(k, round(x * factor, 6)) for k, x in enumerate(usual))
        h = usual[1] if fact.interior and 1 not in own else h
        _set_size(builder, path, casting, size=(w, h, d), held=number)
        return []
    words = size_words(fact)
    held = builder.provenance(
        origin=Origin.PLANNER if words else Origin.VOCABULARY,
        span=world_span(words[0].span) if words else span,
    )
    size = scaled(usual, words, whole=casting.species is not None)
    _set_size(builder, path, casting, size=size, held=held)
    if stated is not None:
        return [_refused(path, fact, stated, expected=f"{_SMALLEST_M:g}..{_LARGEST_M:g}")]
    return []


def _measures(facts: Facts, fact: EntityFact) -> dict[int, float]:
    """Return the stated lengths [m] by component of the size, the height first."""
    found: dict[int, float] = {}
    area = next((q for q in facts.quantities if q.role == f"entity:{fact.key}.size"), None)
    if area is not None and area.end_value is not None:
        return {0: area.value, 2: area.end_value}
    for name, axis in (("height", 1), ("length", 2), ("width", 0), ("depth", 2), ("thickness", 1),
                       ("diameter", 0), ("size", 1)):  # fmt: skip
        stated = stated_measure(facts, fact.key, (name,))
        if stated is not None:
            found.setdefault(axis, stated)
    return found


def _set_size(
    builder: PatchBuilder, path: str, casting: Casting, *, size: Size, held: Provenance
) -> None:
    values: dict[str, object] = {"size_m": size}
    factor = size[1] / casting.size_m[1]
    if casting.species is not None and factor != 1.0:
        values["body/height_m"] = casting.species.height_m * factor
    for name, value in values.items():
        builder.set_field(
            f"{path}/{name}", value, basis=held.basis, origin=held.origin, span=held.span
        )


def _note_lost(builder: PatchBuilder, fact: EntityFact, lost: tuple[AttributeFact, ...]) -> None:
    """List words of shape or pattern that nothing in the picture shows."""
    for number, attribute in enumerate(lost, start=1):
        span = world_span(attribute.span)
        builder.add_node(
            f"narrative/unresolved/shape_{fact.key}_{number}",
            Unresolved(
                text=attribute.value,
                reason=f"a {fact.noun} cannot be drawn with this {attribute.name}",
                span=span,
            ),
            basis="derived",
            origin=Origin.PLANNER,
            span=span,
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


def _likeness(path: str, fact: EntityFact, casting: Casting) -> Finding:
    drawn = casting.catalogue_id.replace("_", " ")
    return Finding(
        code="casting.likeness",
        severity="info",
        message=f'"{fact.noun}" is not in the catalogue: the nearest, {drawn}, is drawn as a guess',
        paths=(f"{path}/asset",),
        measured=drawn,
        expected=fact.noun,
        span=world_span(fact.span),
        options=("name something similar", "add an asset"),
    )


def _add_ground(builder: PatchBuilder, view: WorldView) -> None:
    entry = catalogue.entry("ground")
    path = f"entities/{view.entity('ground')}"
    builder.add_node(f"{path}/asset", Asset(catalogue_id=entry.id))
    builder.add_node(f"{path}/appearance", Appearance(color=entry.color), state=("color",))
    builder.set_field(f"{path}/size_m", entry.size_m)


def _add_terrain_name(builder: PatchBuilder, view: WorldView, fact: EntityFact) -> None:
    """Leave what names the ground without a shape of its own: the ground has it."""
    path = f"entities/{view.entity(fact.key)}"
    builder.set_field(f"{path}/tags", ("ground",), basis="derived", span=world_span(fact.span))


def _add_terrain(builder: PatchBuilder, view: WorldView, rise: Rise) -> None:
    grade = builder.provenance(
        origin=Origin.QUANTITY if rise.stated else Origin.VOCABULARY,
        basis="extracted" if rise.stated else "guessed",
    )
    builder.add_node(
        f"entities/{view.entity('ground')}/terrain", rise.terrain, basis="derived",
        overrides={"grade_rad": grade},
    )  # fmt: skip
