"""Losses and traps in a browser: each leads to the cell that it was told of."""

import pytest

from reports import html
from suites.meta._runs import asked, run

CELL = "value/smooth/float32/cpu/harsh/a"
WRONG = {"verdict": "exceptional", "status": "failed", "reason": "lost", "error": 9.0,
         "worst": {"computed": "nan", "exact": ["0x1p-2", "0x0p+0"]}}  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Of a page of two losses, where one of them is a trap in one regime."""
    records = [
        asked("a", loss=loss, regime=regime, **(WRONG if trap else {}))
        for loss in ("plain", "smooth")
        for regime in ("mild", "harsh")
        for trap in [(loss, regime) == ("smooth", "harsh")]
    ]
    folder = tmp_path_factory.mktemp("losses")
    page = folder / "report.html"
    page.write_text(html.render(run(folder, *records)), encoding="utf-8")
    return page.as_uri()


@pytest.mark.parametrize("section", ["losses", "traps"])
@pytest.mark.parametrize("width", [360, 1440])
def test_they_open_the_cell_that_they_tell_of(opened, section, width):
    """Not one of the same loss that is right; and the page does not scroll sideways."""
    page = opened(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(f'#{section} a[data-cell="{CELL}"]').first.click()
    assert page.locator("#drawer-title").inner_text() == "value of a, smooth, harsh, float32, cpu"
    assert "0.25 (0x1p-2)" in page.locator("dialog").inner_text()


def test_a_shape_changes_the_regimes_alone(opened):
    """A cell of a loss merges all regimes, so that it says what it said, and keeps its address."""
    page = opened()
    cells = page.locator("#losses td")
    looks = "(all) => all.map((one) => [one.className, one.textContent, one.title])"
    before = cells.evaluate_all(looks)
    page.locator("[name=shape]").select_option("64x10")
    assert cells.evaluate_all(looks) == before
    assert before[1] == ["EXC failed", "✖9 !", "exceptional, 9 ulp, failed"]


def test_losses_can_be_filtered_by_implementation(opened):
    """As every matrix and table of the page."""
    page = opened()
    page.locator("[name=implementation]").fill("nobody")
    assert page.locator("#losses td:visible").count() == 0
    assert page.locator("#traps tbody tr:visible").count() == 0
