"""What README.md and CONTRIBUTING.md name is what there is."""

import re

import implementations
from reports import _failures
from reports._record import STATUSES, VERDICTS
from reports._verdicts import CODES
from suites.meta._doors import NOXFILE, asked_by_nox
from suites.meta.test_documents import CI, CONTRIBUTING, README, ROOT, WORKFLOW


def test_commands_of_the_set_up_are_those_of_ci():
    """Both of them, word for word."""
    for command in ("python3 -m venv .venv && .venv/bin/pip install nox", ".venv/bin/nox -s tests"):
        assert re.search(rf"\n{command}( && \.venv/bin/nox)?\n", README)
        assert re.search(rf"\n{command}\n", CI.replace("--quiet ", ""))


def test_names_are_those_of_the_code():
    """Implementations, verdicts, statuses, the protocol of a framework, frameworks, versions."""
    names = {*asked_by_nox()}
    scoreboard = README.partition("<!-- scoreboard -->")[2].partition("<!-- /scoreboard -->")[0]
    told = {*re.findall(r"\n\|[ \d]*\| (\w+)", scoreboard)} - {"implementation"}
    assert names <= told <= {*implementations.discover()}
    verdicts = [(CODES[verdict], verdict, says) for verdict, says in VERDICTS.items()]
    assert re.findall(r"\n\| ([A-Z]+) \| (.*?) \| (.*?) \|", README) == verdicts
    statuses = "".join(f"| {status} | {says} |\n" for status, says in STATUSES.items())
    assert f"| status | says |\n|---|---|\n{statuses}\n" in README
    protocol = re.findall(r"\ndef (\w+)", (ROOT / "implementations" / "_numpy.py").read_text())
    assert re.findall(r"\n\| `(\w+)` \|", CONTRIBUTING) == protocol
    frameworks = re.search(r"\nFRAMEWORKS = \((.*)\)\n", NOXFILE)[1].replace('"', "")
    assert f"framework: [{frameworks}]\n" in WORKFLOW
    assert tuple(frameworks.split(", ")) == _failures.BENCH
    ruff = re.search(r"\nruff==(.*)\n", (ROOT / "constraints.txt").read_text())[1]
    assert f"rev: v{ruff}\n" in (ROOT / ".pre-commit-config.yaml").read_text()
