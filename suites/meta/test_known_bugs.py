"""The catalogue of known bugs names nothing that is not there, and proves what it claims."""

import ast
from fnmatch import fnmatchcase

import pytest
from markupsafe import escape

from reports import _bugs, html, known_bugs
from suites.meta._faults import FAULTS, ROOT, questions
from suites.meta._runs import everything, run

BUGS = _bugs.bugs()
REACHED = [bug for bug in BUGS if bug.reached]
ASKED = questions(
    sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("suites/test_*.py"))
)


def test_every_bug_is_told_once():
    """With its source, a sentence of what went wrong, and what asks for it or why nothing does."""
    assert len({bug.id for bug in BUGS}) == len(BUGS) == 150
    for bug in BUGS:
        assert bug.url == f"https://github.com/{bug.source.replace('#', '/issues/')}" or (
            bug.url == f"https://github.com/{bug.source.replace('#', '/pull/')}"
        )
        assert bug.wrong.endswith(".")
        assert bool(bug.fault) == bool(bug.questions) != bool(bug.reason)
        assert bug.reached or (": " in bug.reason and bug.reason.endswith("."))


@pytest.mark.parametrize("bug", REACHED, ids=lambda bug: bug.id)
def test_a_fault_proves_that_the_question_catches_it(bug):
    """Every question exists, and the fault is caught by one of them."""
    assert {*bug.questions} <= ASKED
    caught = {glob.partition("/")[0] for glob in FAULTS[bug.fault]["CAUGHT"]}
    assert any(fnmatchcase(question, each) for question in bug.questions for each in caught)


def test_every_category_has_a_fault():
    """Except where nothing is wrong: what takes memory, and derivatives that are refused."""
    without = {bug.category for bug in BUGS} - {bug.category for bug in REACHED}
    assert without == {"higher-order-derivatives", "memory"}


def test_what_is_out_of_reach_is_counted():
    """Its share is told, and the reasons add up."""
    first, _, last = _bugs.summary(BUGS)
    out = [bug for bug in BUGS if not bug.reached]
    assert f"{len(REACHED)} would have been caught" in first
    assert last.startswith(f"{len(out)} are out of reach")
    told = [int(part.rpartition(" ")[2]) for part in last.partition("%: ")[2][:-1].split("; ")]
    assert sum(told) == len(out) == len(BUGS) - len(REACHED)


def test_the_readme_counts_them():
    """As many as there are."""
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"Of {len(BUGS)} bugs that other code" in readme
    assert f"did have, {len(REACHED)} would have been caught" in readme
    assert f"why {len(BUGS) - len(REACHED)} are out of reach" in readme


def test_the_format_lists_them_all(tmp_path):
    """Each with its link, and who did not pass a question of this run."""
    told = known_bugs.render(run(tmp_path, *everything()))
    assert told.count("](https://github.com/") == len(BUGS)
    (line,) = [line for line in told.splitlines() if line.startswith("| `value` ")]
    assert "torch_wrong" in line
    assert "not asked" in told


def test_the_page_lists_them_all(tmp_path):
    """Folded by category, with what this run made of the questions."""
    page = html.render(run(tmp_path, *everything()))
    section = page.partition('<section id="known-bugs">')[2].partition("</section>")[0]
    assert all(escape(bug.wrong) in section for bug in BUGS)
    assert section.count("<details") == len(_bugs.by_category(BUGS))
    assert "1 implementation did not pass" in section


def test_the_catalogue_is_data_alone():
    """Read by a format, it imports nothing of what is judged."""
    tree = ast.parse((ROOT / "reports/_bugs.py").read_text(encoding="utf-8"))
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and "suites" in n.module]
