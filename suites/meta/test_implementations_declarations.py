"""What an implementation declares is read; what it never claimed is told in a sentence."""

import pytest

import implementations
from implementations import Unsupported
from suites.formats import FORMATS
from suites.meta._sources import PLAIN, discovered, write


def test_a_file_without_a_framework_says_so(tmp_path):
    """No FRAMEWORK, or one that is computed: the sentence says which line to add."""
    for text in ("", "FRAMEWORK = str(3)\n"):
        with pytest.raises(ValueError, match=r"nameless.py names no framework: add a line"):
            _ = discovered(write(tmp_path / "nameless.py", text)).framework_name


def test_an_unknown_framework_lists_the_known(tmp_path):
    """A typing mistake is best answered with what could have been meant."""
    mine = discovered(write(tmp_path / "mine.py", PLAIN.replace("numpy", "nunpy")))
    known = ", ".join(implementations.frameworks())
    with pytest.raises(ValueError, match=f"no framework nunpy: {known}"):
        _ = mine.framework


def test_a_framework_is_not_replaced_silently(tmp_path):
    """Results under one framework's name must have come through one and the same."""
    write(tmp_path / "_numpy.py", "def value_and_grad(): ...\n")
    mine = discovered(write(tmp_path / "mine.py"))
    with pytest.raises(ValueError, match=r"two files are one framework"):
        _ = mine.framework


def test_constants_are_read_and_have_defaults(tmp_path):
    """What a file does not declare is what most of them mean."""
    plain = discovered(write(tmp_path / "plain.py"))
    assert plain.promise == "absolute"
    assert plain.known_failures == {}
    assert plain.dtypes == tuple(FORMATS)
    assert plain.devices is None
    assert plain.mutates_inputs is False
    assert plain.lossy is False
    assert plain.homepage == ""
    declared = discovered(
        write(
            tmp_path / "declared.py",
            PLAIN + 'PROMISE = "faithful"\nKNOWN_FAILURES = {"*/offset/*": "it cancels"}\n'
            'DTYPES = ["float32"]\nDEVICES = ["cuda"]\nMUTATES_INPUTS = True\nLOSSY = True\n'
            'HOMEPAGE = "https://example.org"\n',
        )
    )
    assert declared.promise_for("value/cross_entropy/offset/float32/64x10/cpu") == "faithful"
    assert declared.known_failures == {"*/offset/*": "it cancels"}
    assert declared.dtypes == ("float32",)
    assert declared.devices == ("cuda",)
    assert declared.mutates_inputs is True
    assert declared.lossy is True
    assert declared.homepage == "https://example.org"


def test_the_first_matching_glob_is_the_promise(tmp_path):
    """In the order in which they are written, and the default where none matches."""
    promise = {"gradient/*/bfloat16/*": "accurate", "gradient/*": "faithful"}
    mine = discovered(write(tmp_path / "mine.py", PLAIN + f"PROMISE = {promise}\n"))
    cell = "{}/cross_entropy/offset/{}/64x10/cpu"
    assert mine.promise_for(cell.format("gradient", "bfloat16")) == "accurate"
    assert mine.promise_for(cell.format("gradient", "float32")) == "faithful"
    assert mine.promise_for(cell.format("value", "bfloat16")) == "absolute"


def test_what_was_never_claimed_is_unsupported(tmp_path):
    """A missing function and a missing keyword are told apart, each in a sentence."""
    mine = discovered(write(tmp_path / "mine.py"))
    assert mine.function("cross_entropy", ["weight"]) is mine.module.cross_entropy
    with pytest.raises(Unsupported, match="mine has no focal"):
        mine.function("focal")
    with pytest.raises(Unsupported, match=r"mine.cross_entropy takes no alpha, gamma"):
        mine.function("cross_entropy", ["gamma", "weight", "alpha"])
