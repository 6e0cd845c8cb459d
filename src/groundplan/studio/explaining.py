"""What a rule is about, in plain words: for `groundplan explain` and for docs/rules.md."""

from groundplan.agents.critic.rules.registry import FAMILIES, all_rules
from groundplan.agents.critic.rules.rule import Rule

__all__ = ["explanation", "picture_of", "rule_json", "rule_list", "rules_page"]

_HEAD = """# Rules of the linter

Generated from `groundplan.agents.critic.rules` by `python tools/render_rules.py --page`; do not
edit. A code is stable and never given to another rule. `groundplan lint DIR` looks for all of them,
`groundplan explain GP201` says this page's words, `groundplan waive DIR GP201 --shot SH010
--reason "…"` accepts one, and `groundplan edit DIR lint.limits.GP101=4` changes its number.
Pictures: the test world that breaks the rule, as its camera sees it or from above.
"""


def picture_of(rule: Rule) -> str:
    """Return the path of a rule's example picture in the repository."""
    return f"docs/images/rules/{rule.code}.jpg"


def _number(rule: Rule) -> str:
    if rule.limit is None:
        return "none of its own"
    return f"{rule.limit:g} {'' if rule.unit == '1' else rule.unit}".strip()


def explanation(rule: Rule) -> list[str]:
    """Return a rule in lines: what, why, number, source, cure, how to waive."""
    also = f" (also {', '.join(rule.also)})" if rule.also else ""
    lines = [
        f"{rule.code} {rule.title}",
        f"  finding   {rule.slug}{also}",
        f"  family    {_family(rule)}",
        f"  severity  {rule.severity}",
        f"  checks    {rule.what}",
        f"  number    {_number(rule)}",
        f"  source    {rule.source}",
        f"  cure      {rule.cure}",
        f"  fix       {'groundplan lint DIR --fix may cure it' if rule.fixable else 'by hand'}",
        f"  picture   {picture_of(rule)}",
        f'  waive     groundplan waive DIR {rule.code} --shot SHOT --reason "..."',
    ]
    if rule.limit is not None:
        lines.append(f"  change    groundplan edit DIR lint.limits.{rule.code}={rule.limit:g}")
    return lines


def _family(rule: Rule) -> str:
    key = rule.code[:3]
    return f"{key}xx {FAMILIES.get(key, '')}".strip()


def rule_list() -> list[str]:
    """Return all rules, one line each."""
    return [f"{r.code} {r.severity:7} {r.slug:36} {r.title}" for r in all_rules().values()]


def rule_json(rule: Rule) -> dict[str, object]:
    """Return a rule as JSON data."""
    return {
        "code": rule.code, "slug": rule.slug, "also": list(rule.also), "title": rule.title,
        "family": _family(rule), "severity": rule.severity, "scope": rule.scope, "unit": rule.unit,
        "limit": rule.limit, "what": rule.what, "cure": rule.cure, "source": rule.source,
        "fixable": rule.fixable, "picture": picture_of(rule),
    }  # fmt: skip


def rules_page(pictured: frozenset[str]) -> str:
    """Return docs/rules.md; `pictured`: codes that have an example picture."""
    parts = [_HEAD]
    for key, name in FAMILIES.items():
        parts.append(f"\n## {key}xx: {name}\n")
        parts += [_section(r, pictured) for r in all_rules().values() if r.code.startswith(key)]
    return "".join(parts)


def _section(rule: Rule, pictured: frozenset[str]) -> str:
    image = f"\n![{rule.title}](images/rules/{rule.code}.jpg)\n" if rule.code in pictured else ""
    also = "".join(f", `{word}`" for word in rule.also)
    fix = " · fixable" if rule.fixable else ""
    return (
        f"\n### {rule.code} {rule.title}\n"
        f"`{rule.slug}`{also} · {rule.severity}{fix} · number: {_number(rule)}\n{image}\n"
        f"{rule.what}\n\n**Cure.** {rule.cure} **Source.** {rule.source}\n"
    )
