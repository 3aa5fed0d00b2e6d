"""Search for the inputs on which implementations are worst; keep those that break a record.

`python -m xentbench.search --implementation numpy_log1p --budget 60s`; `--help` says the rest.
"""

import argparse
import sys
from collections.abc import Sequence
from fnmatch import fnmatchcase
from itertools import product
from time import perf_counter

from tqdm import tqdm

import implementations
from implementations import Implementation, Unavailable, Unsupported
from reports._numbers import short, whole
from reports._verdicts import CODES
from suites import corpus, losses
from suites.corpus import Known
from suites.formats import FORMATS
from suites.search import METHODS, Search
from suites.subject import Crashed
from xentbench import budget, default
from xentbench.book import Book, Place, worst

QUANTITIES = tuple(corpus.QUESTIONS.values())


def main(arguments: Sequence[str]) -> int:
    """0 where somebody could be asked; 1 where nobody could, 130 when interrupted."""
    options = _parser().parse_args(arguments)
    chosen = [
        one
        for one in implementations.discover(options.implementations).values()
        if any(fnmatchcase(one.name, glob) for glob in options.implementation)
        and options.framework in (None, one.framework_name)
    ]
    able = [one for one in chosen if _able(one)]
    try:
        for one in able:
            _search(one, options)
    except KeyboardInterrupt:
        return 130
    return 0 if able or options.framework else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m xentbench.search",
        description="Search for the inputs on which an implementation is worst, by evolution in "
        "steps of an ulp. What breaks a record is certified by the oracle and kept in "
        "corpus/<implementation>.jsonl beside the implementation, where every run asks it again. "
        "Ctrl-C keeps what was found.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add("--implementation", nargs="+", required=True, metavar="NAME", help="or a shell pattern")
    add("--framework", help="of these implementations those of one framework alone")
    add("--implementations", nargs="+", default=[], metavar="SOURCE",
        help="look for more in this directory, .py file or package.module")  # fmt: skip
    add("--loss", nargs="+", choices=[*losses.names()], metavar="LOSS", default=[default.MAIN],
        help="with class indices, and a loss for each example")  # fmt: skip
    add("--dtype", nargs="+", choices=FORMATS, default=["float32", "bfloat16"], help=" ")
    add("--quantity", nargs="+", choices=QUANTITIES, default=QUANTITIES, help=" ")
    add("--classes", nargs="+", type=int, choices=range(2, 17), metavar="N", default=[3, 10],
        help="how many, from 2 to 16")  # fmt: skip
    add("--budget", type=budget.seconds, default="60s", metavar="TIME",
        help="of all searches of an implementation together: 90s, 5m, 1h")  # fmt: skip
    add("--evaluations", type=int, metavar="ROWS",
        help="of each search, in place of a time: the same seed then finds the same")  # fmt: skip
    add("--method", choices=METHODS, default="evolution",
        help="random draws from all regimes, to compare evolution with")  # fmt: skip
    add("--seed", type=int, default=0, help=" ")
    return parser


def _able(one: Implementation) -> bool:
    try:
        return bool(one.module)
    except Unavailable as reason:
        print(f"{one.name}: skipped, {reason}")
    except Exception as error:  # whatever a stranger's file raises
        print(f"{one.name}: cannot be imported, {type(error).__name__}: {error}")
    return False


def _search(one: Implementation, options: argparse.Namespace) -> None:
    """One place after the other; a record is written as soon as its search ends."""
    axes = options.loss, options.dtype, options.quantity, options.classes
    places, book = [Place(*each) for each in product(*axes)], Book.of(one)
    for place in places:
        try:
            search = book.search(place, options.method, options.seed)
        except (Unsupported, Unavailable) as reason:
            print(f"{one.name}  {place}: not searched, {reason}")
            continue
        try:
            _run(search, f"{one.name}  {place}", options, options.budget / len(places))
        except Crashed as error:
            print(f"{one.name}  {place}: it crashed, {error}")
        finally:
            before = worst(book.about(place))
            if broken := book.entered(place, search):
                book.write()
            told = (
                f"{_told(before)} -> {_told(worst(book.about(place)))}" if broken else "no record"
            )
            found = f"{_told(worst(search.worst))} in {whole(search.evaluations)} rows"
            print(f"{one.name}  {place}: {found}; {told}", flush=True)


def _run(search: Search, name: str, options: argparse.Namespace, seconds: float) -> None:
    """Until the budget is spent, which a bar shows."""
    began, most = perf_counter(), options.evaluations
    total = most or round(seconds, 1)
    with tqdm(total=total, desc=name, leave=False, disable=not sys.stderr.isatty(),
              bar_format="{desc} {percentage:3.0f}%|{bar}| {postfix}") as bar:  # fmt: skip
        for evaluations in METHODS[options.method](search):
            spent = evaluations if most else perf_counter() - began
            bar.n = min(spent, total)
            bar.set_postfix_str(f"{_told(worst(search.worst))} in {whole(evaluations)} rows")
            if spent >= (most or seconds):
                return


def _told(known: Known | None) -> str:
    if known is None:
        return "nothing"
    return f"{CODES.get(known.verdict, 'n/a')} {short(known.error)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
