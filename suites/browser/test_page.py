"""The page in a browser: what a reader clicks, at two widths, and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from suites.browser.conftest import SCREENSHOTS
from suites.meta._runs import NAMES

CELL = "value/cross_entropy/bfloat16/cpu/large_offset/torch_wrong"
COMMAND = (
    '.venv/bin/nox -s "bench(torch)" -- --question value --implementation torch_wrong '
    "--loss cross_entropy --regime large_offset --dtype bfloat16 --shape 2x131072 --device cpu"
)

each_width = pytest.mark.parametrize("width", [360, 1440])
each_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])


def names(page, table):
    """Of the rows that are shown."""
    return page.locator(f"{table} tbody tr:not(.group):visible th > code").all_inner_texts()


def unfold(page):
    """The matrix that has the red cell."""
    page.locator("summary", has_text="Value of cross_entropy in bfloat16").click()


def address(page):
    return page.evaluate("decodeURIComponent(location.hash)")


@each_width
@each_scheme
def test_it_fits_and_is_accessible(opened, width, scheme):
    """The page never scrolls sideways, with everything unfolded; axe finds nothing."""
    page = opened(width=width, color_scheme=scheme)
    page.screenshot(path=SCREENSHOTS / f"{width}-{scheme}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@each_width
def test_it_is_a_report_without_javascript(opened, width):
    """Tables, reasons and commands are there, and a red cell leads to its row."""
    page = opened(width=width, java_script_enabled=False)
    for name in NAMES:
        assert page.locator(f"#scoreboard tr[data-implementation={name}]").is_visible()
    assert page.locator("details.filters").is_hidden()
    unfold(page)
    assert page.locator("#kind-1 pre").is_hidden()
    page.locator('table[data-of=bfloat16] a[href="#kind-1"]').click()
    assert page.locator("#kind-1 pre").is_visible()
    assert page.locator("#kind-1 pre").inner_text() == COMMAND


def test_columns_sort_both_ways(opened):
    """By the number behind the text, with what is blank last either way."""
    page = opened()
    head = page.locator("#scoreboard th", has_text="relative time")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert names(page, "table.board") == ["torch_wrong", "torch_right", "torch_slow", "torch_late"]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert names(page, "table.board") == ["torch_slow", "torch_right", "torch_wrong", "torch_late"]


def test_filters_narrow_and_are_in_the_address(opened):
    """By implementation, dtype, and what is wrong; and the button shows everything again."""
    page = opened()
    page.locator("[name=implementation]").fill("wrong, slow")
    assert {*names(page, "table.board")} == {"torch_wrong", "torch_slow"}
    page.locator("[name=dtype]").select_option("bfloat16")
    page.locator("[name=verdict]").select_option("wrong")
    matrices = page.locator("table.matrix[data-quantity]:visible")
    assert {*matrices.evaluate_all("(all) => all.map((one) => one.dataset.of)")} == {"bfloat16"}
    rows = page.locator("table.matrix[data-quantity] tbody tr:visible")
    assert rows.locator("th").all_inner_texts() == ["large_offset"]
    assert rows.locator("td:visible").count() == 2
    assert address(page) == "#implementation=wrong,+slow&dtype=bfloat16&verdict=wrong"
    page.get_by_role("button", name="Show everything").click()
    page.wait_for_url(lambda url: "#" not in url)
    assert len(names(page, "table.board")) == 4


def test_the_address_restores_what_was_seen(opened):
    """Filters and the open cell, for whom it was sent to."""
    page = opened(f"#dtype=bfloat16&classes=many&cell={CELL}")
    assert page.locator("[name=dtype]").input_value() == "bfloat16"
    assert page.locator("#cases article:visible h3").all_inner_texts() == [
        "bfloat16more than 1,024 classes"
    ]
    assert page.locator("dialog").is_visible()


@each_width
def test_a_red_cell_tells_how_to_ask_it_again(opened, width):
    """Two clicks from the top: the case, and its command; Escape closes it again."""
    page = opened(width=width)
    unfold(page)
    page.locator(f'#regimes a[data-cell="{CELL}"]').click()
    drawer = page.locator("dialog")
    assert drawer.locator("pre.command").first.inner_text() == COMMAND
    told = drawer.inner_text()
    for part in ("a large logit cancels", "5.625 (0x1.6800000000000p+2)", "1.7e7 ulp"):
        assert part in re.sub(" +", " ", told)
    drawer.locator("summary").first.click()
    rows = drawer.locator("section").first.locator("tbody tr").all_inner_texts()
    assert [row.split() for row in rows][1] == ["1", "-1.5", "-0x1.8000000000000p+0", "target"]
    assert CELL in address(page)
    page.screenshot(path=SCREENSHOTS / f"{width}-drawer.png")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "#" not in url)
    assert drawer.is_hidden()


def test_a_single_shape_replaces_the_worst_of_all(opened):
    """The cell that is red at 2x131072 is not at 64x10, and is again when all are shown."""
    page = opened("#dtype=bfloat16&shape=64x10")
    cell = page.locator(f'#regimes td:has(a[data-cell="{CELL}"])')
    assert (cell.get_attribute("class"), cell.inner_text()) == ("FAITH", "◕0.75")
    page.locator("[name=shape]").select_option("")
    assert (cell.get_attribute("class"), cell.inner_text()) == ("BAD", "▲1.7e7 ~")
    page.locator("[name=shape]").select_option("2x131072")
    assert cell.get_attribute("class") == "BAD"


def test_what_the_scripts_show_is_what_was_rendered(opened):
    """The worst of all shapes, put together again in the browser, is that of the server."""
    page = opened()
    cells = page.locator("table.matrix:not(.contract) tbody td")
    looks = "(all) => all.map((one) => [one.className, one.textContent, one.title])"
    before = cells.evaluate_all(looks)
    page.evaluate("showShape('64x10'); showShape('');")
    assert cells.evaluate_all(looks) == before
    assert len(before) > 20


def test_the_verdict_comes_before_the_error(opened):
    """As on the server: the worst of several is not who is furthest off."""
    two = "[{verdict: 'inaccurate', error: '9'}, {verdict: 'exceptional', error: '1'}]"
    assert opened().evaluate(f"worstFirst({two})[0].verdict") == "exceptional"
