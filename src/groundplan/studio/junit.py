"""JUnit XML of lint reports and tested shots, as continuous integration reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from xml.etree import ElementTree as ET

__all__ = ["Case", "Suite", "junit_xml"]


_HEAD: Final = b'<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test case."""

    name: str
    classname: str
    status: Literal["passed", "failed", "skipped"]
    message: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The cases of one shot."""

    name: str
    cases: tuple[Case, ...]


def junit_xml(name: str, suites: Sequence[Suite]) -> bytes:
    """Return the document: `testsuites`, a `testsuite` per shot, a `testcase` each.

    There are no clock times in it: equal worlds give equal bytes. Elements and attributes are those
    of the schema that Jenkins and GitLab read (failure, skipped; tests, failures, errors, skipped).
    """
    every = [case for suite in suites for case in suite.cases]
    root = ET.Element("testsuites", {"name": _clean(name), **_counts(every)})
    for suite in suites:
        about = {"name": _clean(suite.name), **_counts(suite.cases), "time": "0"}
        node = ET.SubElement(root, "testsuite", about)
        for case in suite.cases:
            own = ET.SubElement(node, "testcase", name=_clean(case.name),
                                 classname=_clean(case.classname), time="0")  # fmt: skip
            if case.status == "failed":
                failure = ET.SubElement(own, "failure", message=_clean(case.message),
                                         type="AssertionError")  # fmt: skip
                failure.text = _clean(case.detail or case.message)
            elif case.status == "skipped":
                ET.SubElement(own, "skipped", message=_clean(case.message))
    ET.indent(root)
    return _HEAD + ET.tostring(root, encoding="utf-8") + b"\n"


def _counts(cases: Sequence[Case]) -> dict[str, str]:
    def of(status: str) -> str:
        return str(sum(case.status == status for case in cases))

    return {"tests": str(len(cases)), "failures": of("failed"), "errors": "0",
            "skipped": of("skipped")}  # fmt: skip


def _clean(text: str) -> str:
    """Return text without what XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\t\n" or 0x20 <= ord(c) < 0xD800
                   or 0xE000 <= ord(c) <= 0xFFFD or ord(c) >= 0x10000)  # fmt: skip
