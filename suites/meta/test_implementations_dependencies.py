"""An implementation that lacks a distribution says so, and one that is broken does not."""

import pytest

from implementations import Unavailable, _files
from suites.meta._sources import PLAIN, discovered, write


@pytest.mark.parametrize("line", ["import no_such_thing", "from no_such_thing.part import it"])
def test_a_missing_dependency_is_unavailable(tmp_path, line):
    """The sentence names the distribution and the command that installs it."""
    lacking = discovered(write(tmp_path / "lacking.py", f"{line}\n{PLAIN}"))
    with pytest.raises(Unavailable) as missing:
        _ = lacking.module
    expected = "no_such_thing is not installed; `pip install no_such_thing` enables lacking"
    assert str(missing.value) == expected


def test_a_distribution_of_another_name_is_named(tmp_path, monkeypatch):
    """What one imports is not always what one installs: sklearn is scikit-learn."""
    monkeypatch.setitem(_files.DISTRIBUTIONS, "no_such_thing", "no-such-distribution")
    lacking = discovered(write(tmp_path / "lacking.py", f"import no_such_thing\n{PLAIN}"))
    with pytest.raises(Unavailable, match="`pip install no-such-distribution` enables lacking"):
        _ = lacking.module
    assert _files.DISTRIBUTIONS["sklearn"] == "scikit-learn"


def test_a_missing_framework_is_unavailable(tmp_path):
    """The same sentence, whichever of the two files imports what is not there."""
    write(tmp_path / "_absent.py", "import no_such_thing\n\n\ndef value_and_grad(): ...\n")
    lacking = discovered(write(tmp_path / "lacking.py", PLAIN.replace("numpy", "absent")))
    with pytest.raises(Unavailable, match="no_such_thing is not installed"):
        _ = lacking.framework


@pytest.mark.parametrize(
    ("line", "error"),
    [("import json.no_such_part", ModuleNotFoundError), ("1 / 0", ZeroDivisionError)],
)
def test_a_broken_file_is_not_a_missing_one(tmp_path, line, error):
    """What is installed and fails is a failure: it must not pass for "not installed"."""
    with pytest.raises(error):
        _ = discovered(write(tmp_path / "broken.py", f"{line}\n{PLAIN}")).module
