"""Where compiled kernels are kept from one run to the next."""

from pathlib import Path


def folder(name: str) -> str:
    """`.cache/<name>` in the project around the current directory, so that git ignores it."""
    here = Path.cwd()
    root = next(
        (each for each in (here, *here.parents) if (each / "pyproject.toml").exists()), here
    )
    return str(root / ".cache" / name)
