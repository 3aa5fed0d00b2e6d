"""Usage: `python -m suites.meta.mutation [--implementation NAME] [--mutants N] [--shard I/N]`."""

import argparse
import json
import sys
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from suites.meta.mutation import mutants, processes, proofs, report
from suites.meta.mutation.mutants import Mutant
from suites.meta.mutation.report import Fate
from suites.meta.mutation.serving import files

ROOT = Path(__file__).parents[3]
#: Who is mutated, and how many of its mutants are asked by default; 0 is none, unless it is named.
MUTATED = {"numpy_log1p": None, "torch_log1p": 150, "torch_blocked": 0, "jax_log1p": 0}
FEW = 40  #: questions of a mutant that has a proof: who doubts it deletes that


def main(words: Sequence[str]) -> int:
    """Ask them, tell what became of them, and return how the process ends."""
    options = _parser().parse_args(words)
    known = proofs.read()
    made = {name: [m for f in files(name) for m in mutants.of(f)] for name in MUTATED}
    stale = proofs.stale(known, (m for several in made.values() for m in several))
    here = [name for name, most in MUTATED.items() if most != 0 and find_spec(_framework(name))]
    chosen = {name: _chosen(name, made[name], options) for name in options.implementation or here}
    with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        running = []
        for framework in dict.fromkeys(map(_framework, chosen)):
            jobs = [
                (name, mutant, FEW if mutant.key in known else None)
                for name in chosen
                if _framework(name) == framework
                for mutant in chosen[name]
            ]
            running.append(pool.submit(processes.asked, framework, jobs, Path(folder)))
        outcomes = {m: o for each in running for m, o in each.result().items()}
    fates = [
        Fate(name, mutant, outcomes[mutant], known.get(mutant.key))
        for name, several in chosen.items()
        for mutant in several
    ]
    told = report.text(fates, {name: len(made[name]) for name in chosen})
    print(told)
    _keep(told, fates)
    found = report.complaints(fates, stale)
    print(*found, sep="\n\n")
    return 1 if found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--implementation", action="append", choices=MUTATED)
    parser.add_argument("--mutants", type=int, help="of each (default: all, or a sample)")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--shard", type=_shard, default=(1, 1), help="one part of several: 2/3")
    return parser


def _shard(text: str) -> tuple[int, int]:
    part, _, of = text.partition("/")
    return int(part), int(of)


def _chosen(name: str, made: list[Mutant], options) -> list[Mutant]:
    """In an order that their own words decide, so that a sample survives what others change."""
    drawn = sorted(made, key=lambda each: zlib.crc32(repr((options.seed, each.key)).encode()))
    part, of = options.shard
    return drawn[: options.mutants or MUTATED[name] or None][part - 1 :: of]


def _framework(name: str) -> str:
    return name.partition("_")[0]


def _keep(told: str, fates: list[Fate]) -> None:
    folder = ROOT / "reports" / "latest"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mutants.md").write_text(told, encoding="utf-8")
    lines = (
        {
            "implementation": f.implementation,
            "fate": f.word,
            **asdict(f.mutant),
            **asdict(f.outcome),
        }
        for f in fates
    )
    path = folder / "mutants.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
