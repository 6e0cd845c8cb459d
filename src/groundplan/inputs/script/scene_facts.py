"""A scene becomes facts: what is seen, where and when, who speaks, and in which shot."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from groundplan.inputs.script.cues import Voices, with_speeches
from groundplan.inputs.script.framing import read_framing
from groundplan.inputs.script.model import Scene, Script
from groundplan.inputs.script.order import in_order_of_text
from groundplan.inputs.script.people import ages_in, forms_of
from groundplan.inputs.script.settings import with_setting
from groundplan.language.facts import Dimension, Facts, QuantityFact, ShotText, Span
from groundplan.language.names import Person
from groundplan.language.reader import read_brief

__all__ = ["people_of", "scene_facts", "script_facts"]


def script_facts(script: Script) -> Iterator[tuple[Scene, Facts]]:
    """Yield each scene with its facts, one by one: what one says of people holds in the next."""
    known: tuple[Person, ...] = ()
    for scene in script.scenes:
        facts = scene_facts(scene, known)
        known = people_of(facts, known)
        yield scene, facts


def scene_facts(scene: Scene, known: Iterable[Person] = ()) -> Facts:
    """Return everything that a scene says; spans are places in its `text`.

    Args:
        scene: of a script.
        known: people from the scenes before (`people_of`).

    Raises:
        ModelError: the English model is missing or not the pinned one.
    """
    people = _merged(scene.people, known)
    facts = read_brief(scene.prose, people)
    facts = replace(facts, text=scene.text)
    facts = with_setting(facts, scene)
    facts = with_speeches(facts, Voices(scene=scene, people=people))
    facts = _with_ages(facts, scene)
    shots = tuple(
        ShotText(
            number=s.number, span=Span(start=s.start, end=s.end), heading=s.heading,
            duration_s=s.seconds,
        )
        for s in scene.shots
    )  # fmt: skip
    facts = replace(facts, shots=shots if len(shots) > 1 else ())
    facts = read_framing(facts, scene) if facts.shots else facts
    return in_order_of_text(facts, scene)


def people_of(facts: Facts, known: Iterable[Person] = ()) -> tuple[Person, ...]:
    """Return everybody known by name, with what a scene says of them added."""
    found = {p.name: p for p in known}
    for entity in facts.entities:
        if not entity.name:
            continue
        before = found.get(entity.name, Person(name=entity.name))
        said = next(
            (q.value for q in facts.quantities if q.role == f"entity:{entity.key}.age"), None
        )
        found[entity.name] = replace(
            before,
            gender=before.gender or entity.gender,
            age_years=before.age_years if said is None else said,
        )
    return tuple(found.values())


def _merged(people: Iterable[Person], known: Iterable[Person]) -> tuple[Person, ...]:
    """Return the script's people with what scenes before said of them."""
    found = {p.name: p for p in people}
    for person in known:
        mine = found.get(person.name)
        found[person.name] = person if mine is None else replace(
            mine, gender=person.gender or mine.gender,
            age_years=mine.age_years if person.age_years is None else person.age_years,
        )  # fmt: skip
    return tuple(found.values())


def _with_ages(facts: Facts, scene: Scene) -> Facts:
    """Add the ages that stand behind names ("JANE (30s)")."""
    found: list[QuantityFact] = []
    keys = {e.name: e.key for e in facts.entities if e.name}
    called = {form.upper(): p.name for p in scene.people for form in (p.name, *p.also)}
    for age in ages_in(scene.text, forms_of(scene.people)):
        key = keys.get(called.get(age.name.upper(), ""), "")
        if key and all(q.role != f"entity:{key}.age" for q in (*facts.quantities, *found)):
            found.append(
                QuantityFact(
                    key=f"age{len(found) + 1}", value=age.years, dimension=Dimension.AGE, unit="yr",
                    text=age.text, span=Span(start=age.start, end=age.end),
                    approximate=age.approximate, role=f"entity:{key}.age",
                )
            )  # fmt: skip
    return replace(facts, quantities=(*facts.quantities, *found))
