"""The page: one file that fetches nothing, in which the text of strangers stays text."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reports import html
from reports._page.cells import as_json
from suites.meta._runs import HOSTILE, NAMES, everything, hostile, judged, races, run
from suites.meta.test_reports_reading import record

FETCHING = ("src", "srcset", "href", "xlink:href", "data", "action", "poster", "background")
SILENT = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class Elements(HTMLParser):
    """What a browser makes of a page: its elements, the text, and whether all were closed."""

    def __init__(self, page):
        super().__init__()
        self.found, self.open, self.ids, self.text = [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in SILENT:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return html.render(run(tmp_path_factory.mktemp("small"), *everything()))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    return html.render(hostile(tmp_path_factory.mktemp("hostile")))


@pytest.mark.parametrize("name", ["small", "attacked"])
def test_nothing_is_fetched(name, request):
    """No address but in links, and none in a style sheet; the policy of the page forbids it too."""
    page = request.getfixturevalue(name)
    for tag, attributes in Elements(page).found:
        for attribute in FETCHING:
            address = attributes.get(attribute) or ""
            allowed = tag == "a" and address.startswith("#")
            assert allowed or address in ("", "data:,"), f"<{tag} {attribute}={address}>"
    assert "@import" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"url\((?!#)", page)


def test_the_text_of_strangers_stays_text(attacked):
    """Whatever they put into any field, there are our two scripts and no handler."""
    page = Elements(attacked)
    assert [tag for tag, _ in page.found].count("script") == 2
    assert not [tag for tag, _ in page.found if tag == "img"]
    assert not [a for _, a in page.found if any(name.startswith("on") for name in a)]
    assert page.open == []
    assert any("evil.test" in text for text in page.text)


def test_the_cells_are_whole_however_hostile(attacked, tmp_path):
    """What the scripts read is what was recorded."""
    (content,) = re.findall(r'<script type="application/json" id="cells">(.*?)</script>', attacked)
    cells = json.loads(content)
    assert HOSTILE in cells["strings"]
    assert any(wrong["worst"].get(HOSTILE) == HOSTILE for wrong in cells["wrong"].values())
    assert json.loads(as_json({"<!--": "<script>\u2028"})) == {"<!--": "<script>\u2028"}
    assert not re.search("[<\u2028]", as_json({"<!--": "<script>\u2028"}))


def test_ids_are_unique_and_links_lead_somewhere(small):
    """An anchor without a place is a dead end for whoever has no JavaScript."""
    page = Elements(small)
    assert len(page.ids) == len(set(page.ids))
    links = {a["href"][1:] for tag, a in page.found if tag == "a" and a.get("href")}
    assert links <= set(page.ids)


def test_nothing_ever_sets_markup(small):
    """The scripts set text, which no browser interprets."""
    scripts = small.rpartition("<script>")[2]
    assert len(scripts) > 5000
    assert not re.search("innerHTML|outerHTML|insertAdjacent|document.write|eval", scripts)


def test_a_run_without_records_is_still_a_page(tmp_path):
    """Nothing to rank, nothing to raise."""
    assert "No cell was asked." in html.render(run(tmp_path))


def test_a_warning_is_on_the_page(tmp_path):
    """What is missing is said where the page begins."""
    page = html.render(run(tmp_path, record(), end=False))
    assert page.index("was cut off after 1 record") < page.index("Which one for your case</h2>")


def test_everyone_is_on_the_page_without_javascript(small):
    """The tables are rendered here: names, reasons and commands."""
    told = " ".join("".join(Elements(small.partition("<script")[0]).text).split())
    for part in (*NAMES, "a large logit cancels the log-sum-exp", "a call takes longer"):
        assert part in told
    assert (
        '.venv/bin/nox -s "bench(torch)" -- --question value --implementation torch_wrong '
        "--loss cross_entropy --regime large_offset --dtype bfloat16 --shape 2x131072 --device cpu"
    ) in told


def test_nine_thousand_cells_are_less_than_five_megabytes(tmp_path):
    """With every tenth of them wrong at length, as in a whole run."""
    cells = [replace(each, regime=f"{each.regime}_{n}") for n in range(188) for each in judged()]
    wrong = next(each for each in judged() if each.reason)
    many = [replace(wrong, regime=f"r{n}", seed=n) for n in range(900)]
    page = html.render(run(tmp_path, *cells, *many, *races()))
    assert len(cells) + len(many) > 9000
    assert len(page.encode()) < 5e6
