"""Ask an implementation about all inputs there are: in hours, in shares, and on from where it was.

`python -m xentbench.exhaustive --implementation numpy_log1p --space every_bfloat16`.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

import implementations
from implementations import Unavailable, Unsupported
from reports._numbers import short, whole
from suites import sweep
from suites.corpus import QUESTIONS
from suites.losses import Loss
from suites.shard import Mismatch, Shard, merged, swept
from suites.subject import Crashed, Subject
from suites.sweep import SPACES
from suites.tally import Tally
from xentbench.book import made_with

ROOT = Path(__file__).parents[1]


def main(arguments: Sequence[str]) -> int:
    """0 when the share is swept; 1 where it cannot be, 130 when interrupted."""
    options = _parser().parse_args(arguments)
    one = implementations.discover(options.implementations).get(options.implementation)
    if one is None:
        print(f"no implementation is called {options.implementation}")
        return 1
    if options.framework not in (None, one.framework_name):
        return 0
    space, (number, of) = SPACES[options.space], options.shard
    loss = Loss(space.loss)
    options.folder.mkdir(parents=True, exist_ok=True)
    try:
        one.function(loss.function, loss.option_names)
        one.claim(space.dtype, "cpu")
        subject = Subject(one, loss, space.dtype, "cpu")
        shard = Shard(one.name, space.name, options.quantity, made_with(one), number, of)
        _sweep(shard, subject, options.folder / shard.file)
    except (Unsupported, Unavailable, Crashed, Mismatch) as error:
        print(f"{one.name}: {error}")
        return 1
    except KeyboardInterrupt:
        print("Interrupted: the same command goes on from here.")
        return 130
    _tell(options.folder, shard)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m xentbench.exhaustive",
        description="Sweep all inputs of a space, so that the largest error is an upper bound. "
        "Interrupted or killed, the same command goes on where it was. Shares of a sweep may be "
        "swept in any order and on any machine with the same versions: in one folder, what is told "
        "at the end is told of all of them together.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add("--implementation", required=True, metavar="NAME", help="whose answers")
    add("--framework", help="nothing is asked where it is of another one")
    add("--implementations", nargs="+", default=[], metavar="SOURCE",
        help="look for more in this directory, .py file or package.module")  # fmt: skip
    told = "; ".join(f"{each.name}: {whole(each.size)} of {each.loss}" for each in SPACES.values())
    add("--space", choices=SPACES, required=True, metavar="SPACE", help=told)
    add("--quantity", choices=list(QUESTIONS.values()), default="value", help=" ")
    add("--shard", type=_share, default="1/1", metavar="I/N", help="the I-th of N shares alone")
    add("--folder", type=Path, default=ROOT / "reports" / "latest" / "exhaustive",
        help="where the shares are kept")  # fmt: skip
    return parser


def _share(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d+)/(\d+)", text)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise argparse.ArgumentTypeError(f"{text}: give two numbers, as in 3/64")
    return int(found[1]), int(found[2])


def _sweep(shard: Shard, subject: Subject, path: Path) -> None:
    with tqdm(total=len(shard.chunks), unit="chunk", desc=shard.file, leave=False,
              disable=not sys.stderr.isatty()) as bar:  # fmt: skip
        for done in swept(shard, subject, path):
            bar.n = done
            bar.refresh()


def _tell(folder: Path, shard: Shard) -> None:
    """What is known from all shares in the folder."""
    pattern = f"{shard.space}-{shard.implementation}-{shard.quantity}-*of*.jsonl"
    tally, chunks = merged(sorted(folder.glob(pattern)))
    space = SPACES[shard.space]
    part = "all" if chunks == space.chunks else f"{chunks / space.chunks:.2%}"
    whose = f"{shard.implementation}, {shard.quantity} in {space.name}"
    print(f"{whose}: {part} of {whole(space.size)} inputs; {whole(tally.rows)} finite ones.")
    for name, count in sorted(tally.bins.items(), key=_order):
        print(f"  {name:>12}  {count:>14,}  {count / tally.rows:.4%}")
    print(f"  {_largest(space, tally)}")


def _order(item: tuple[str, int]) -> float:
    return float(item[0][3:]) if item[0].startswith("2**") else float("inf")


def _largest(space: sweep.Space, tally: Tally) -> str:
    """Where the largest error is, in hex floats."""
    logits, label = space.input(tally.at)
    told = ", ".join(float(x).hex() for x in logits)
    quick = f"the quick tier left {whole(tally.handed_on)} to the oracle"
    return f"largest: {short(tally.largest)} ulp, of {told} and {label}; {quick}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
