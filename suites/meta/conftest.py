"""The project's own tests on all cores: what shares a costly fixture stays in one process."""

import pytest

from xentbench.environment import usable_cores


def pytest_configure(config):
    """For who runs them without pytest-xdist."""
    config.addinivalue_line("markers", "xdist_group(name): these stay in one process")


@pytest.hookimpl(optionalhook=True)  # where pytest-xdist is
def pytest_xdist_auto_num_workers():
    """It would count those that share a core once, and those that we may not run on too."""
    return usable_cores()


def pytest_itemcollected(item):
    """Else each process would make the fixture of a module anew."""
    scopes = {definitions[-1].scope for definitions in _fixtures(item)}
    if "module" in scopes and not item.get_closest_marker("xdist_group"):
        item.add_marker(pytest.mark.xdist_group(item.path.stem))


def _fixtures(item):
    return item._fixtureinfo.name2fixturedefs.values()
