"""A share of a sweep in a file: it goes on where it was killed, and merges with the others.

A line says what is swept, and each that follows what came of one chunk of inputs. Chunks are dealt
in turn, so that every share is a sample of the whole. A line that a kill cut short is done again.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from suites.subject import Subject
from suites.sweep import SPACES, Space
from suites.tally import Tally, total


class Mismatch(Exception):
    """These files are not shares of one sweep; the message says where they differ."""


@dataclass(frozen=True)
class Shard:
    """Which of so many shares, of what."""

    implementation: str
    space: str
    quantity: str
    made_with: str  #: versions: answers of two do not mix
    number: int = 1
    of: int = 1

    @property
    def chunks(self) -> range:
        return range(self.number - 1, SPACES[self.space].chunks, self.of)

    @property
    def file(self) -> str:
        words = self.space, self.implementation, self.quantity
        return "-".join((*words, f"{self.number}of{self.of}.jsonl"))


def swept(shard: Shard, subject: Subject, path: Path) -> Iterator[int]:
    """How many chunks are done, after each of those that *path* does not have yet.

    Raises `Mismatch` where it holds a share of another sweep.
    """
    found = _read(path) if path.exists() else None
    if found is None:
        path.write_text(json.dumps(asdict(shard)) + "\n", encoding="utf-8")
    elif found[0] != shard:
        raise Mismatch(f"{path} is of {found[0]}, not of {shard}: name another folder")
    done = found[1] if found else {}
    if found:  # without what a kill cut short
        _rewrite(path, shard, done)
    space: Space = SPACES[shard.space]
    with path.open("a", encoding="utf-8") as file:
        for chunk in shard.chunks:
            if chunk not in done:
                done[chunk] = space.tallied(subject, shard.quantity, chunk)
                file.write(_line(chunk, done[chunk]))
                file.flush()
                yield len(done)


def merged(paths: Iterable[Path]) -> tuple[Tally, int]:
    """Of all shares together, and how many chunks that is; each chunk once, in any order.

    Raises `Mismatch` where they are not of one sweep.
    """
    first: Shard | None = None
    chunks: dict[int, Tally] = {}
    for path in paths:
        shard, found = _read(path)
        first = first or shard
        if _sweep(shard) != _sweep(first):
            raise Mismatch(f"{path} is of {_sweep(shard)}, and others of {_sweep(first)}")
        for chunk, tally in found.items():
            if chunks.setdefault(chunk, tally) != tally:
                raise Mismatch(f"{path} has another answer in chunk {chunk}")
    return total(chunks.values()), len(chunks)


def _sweep(shard: Shard) -> tuple[str, ...]:
    return shard.implementation, shard.space, shard.quantity, shard.made_with


def _read(path: Path) -> tuple[Shard, dict[int, Tally]]:
    first, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    whole = (json.loads(line) for line in lines if line.endswith("\n"))
    return Shard(**json.loads(first)), {told.pop("chunk"): Tally.parse(told) for told in whole}


def _rewrite(path: Path, shard: Shard, done: dict[int, Tally]) -> None:
    fresh = path.with_suffix(".part")
    lines = [json.dumps(asdict(shard)) + "\n", *(_line(*each) for each in done.items())]
    fresh.write_text("".join(lines), encoding="utf-8")
    fresh.replace(path)


def _line(chunk: int, tally: Tally) -> str:
    return json.dumps({"chunk": chunk, **tally.plain()}) + "\n"
