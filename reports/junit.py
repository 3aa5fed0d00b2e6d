"""JUnit XML, which every CI service shows: a suite an implementation, a test case a cell."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from reports import _provenance
from reports._failures import command
from reports._ranking import Standing, standings
from reports._reading import Run
from reports._record import Record

FILE = "junit.xml"

#: What XML 1.0 has no way to write, not even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(run: Run) -> str:
    """The XML. What an implementation never claimed is no test, so it is not in here."""
    root = ElementTree.Element("testsuites", _counts(run.records), name="xentbench")
    frameworks, properties = _provenance.frameworks(run), list(_properties(run))
    for standing in standings(run.records):
        if any(record.status != "unsupported" for record in standing.records):
            framework = frameworks.get(standing.implementation, "")
            root.append(_suite(standing, [("framework", framework), *properties]))
    ElementTree.indent(root)
    return ElementTree.tostring(root, "unicode", xml_declaration=False) + "\n"


def _properties(run: Run) -> Iterator[tuple[str, str]]:
    """Name and value of those that are the same for everyone."""
    for table, content in _provenance.facts(run).items():
        for name, value in content.items():
            yield f"{table}.{name}", value
    for warning in run.warnings:
        yield "warning", warning


def _suite(standing: Standing, told: Iterable[tuple[str, str]]) -> ElementTree.Element:
    suite = ElementTree.Element(
        "testsuite", _counts(standing.records), name=_legal(standing.implementation)
    )
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in told:
        _property(properties, name, value)
    suite.extend(_case(record) for record in standing.records if record.status != "unsupported")
    return suite


def _case(record: Record) -> ElementTree.Element:
    case = ElementTree.Element(
        "testcase",
        classname=_legal(record.implementation),
        name=_legal(record.cell),
        time=f"{record.seconds:.6f}",
    )
    reason = _legal(record.reason)
    if record.status == "failed":
        failure = ElementTree.SubElement(
            case, "failure", message=reason, type=record.verdict or record.status
        )
        failure.text = f"{reason}\n{_legal(command(record))}"
    elif record.status in ("known failure", "skipped"):
        ElementTree.SubElement(case, "skipped", message=f"{record.status}: {reason}")
    return case


def _property(properties: ElementTree.Element, name: str, value: str) -> None:
    ElementTree.SubElement(properties, "property", name=_legal(name), value=_legal(value))


def _counts(records: tuple[Record, ...]) -> dict[str, str]:
    """The attributes that the services add up."""
    statuses = Counter(record.status for record in records)
    return {
        "tests": str(len(records) - statuses["unsupported"]),
        "failures": str(statuses["failed"]),
        "errors": "0",
        "skipped": str(statuses["known failure"] + statuses["skipped"]),
        "time": f"{sum(record.seconds for record in records):.3f}",
    }


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
