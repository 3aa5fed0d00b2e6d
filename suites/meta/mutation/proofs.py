"""Mutants that nothing catches, and why: proved equal, or open; all others are unexplained."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from suites.meta.mutation.mutants import Mutant

FOLDER = Path(__file__).parent / "survivors"
EQUIVALENT, OPEN = "equivalent", "open"


@dataclass(frozen=True)
class Proof:
    """Why a mutant gives right answers, or what would have to be asked to see that it does not."""

    verdict: str  #: EQUIVALENT, or OPEN: wrong somewhere, and nobody asks there
    why: str


Key = tuple[str, str, str, str]


def read(folder: Path = FOLDER) -> dict[Key, Proof]:
    """By `Mutant.key`. ValueError where a mutant has two, or a proof has no words."""
    found: dict[Key, Proof] = {}
    for path in sorted(folder.glob("*.toml")):
        for verdict, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for entry in entries:
                for after in entry["after"]:
                    key = entry["file"], entry["function"], entry["before"], after
                    if (
                        key in found
                        or not entry["why"].strip()
                        or verdict not in (EQUIVALENT, OPEN)
                    ):
                        raise ValueError(f"{path.name}: {key} twice, or without a reason")
                    found[key] = Proof(verdict, entry["why"])
    return found


def stale(proofs: dict[Key, Proof], made: Iterable[Mutant]) -> list[Key]:
    """Those that are about no mutant any more."""
    return sorted(proofs.keys() - {mutant.key for mutant in made})
