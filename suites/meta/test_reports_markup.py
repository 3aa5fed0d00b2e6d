"""Markdown that says what was meant, and lists that end."""

from reports._markup import code, text, within


def test_markdown_escapes_what_it_would_interpret():
    """A bar does not end a cell, and code stays code."""
    assert text("a|b *c* <d>\n_e_ f_g `h|_i_`") == r"a\|b \*c\* \<d> \_e\_ f_g `h\|_i_`"
    assert code("a`b") == "`` a`b ``"
    assert code("a b") == "`a b`"


def test_a_list_stops_where_its_room_ends():
    """It shows one at least, and says how many it does not show."""
    assert within(["aaaa", "bbbb", "cccc"], 10, "such") == [
        "aaaa", "bbbb", "- and 1 more such: results.csv has every one."
    ]  # fmt: skip
    assert within(["aaaa"], 1, "such") == ["aaaa"]
