"""The mutants of a source file: each is one expression or statement in the place of another."""

import ast
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType

from suites.meta.mutation import kinds, words

FOLDER = Path(__file__).parents[3] / "implementations"
#: What an implementation says about itself, which is no arithmetic.
DECLARED = {
    "COSTLY", "DEVICES", "DTYPES", "FRAMEWORK", "HOMEPAGE", "KNOWN_FAILURES", "LOSSY",
    "MUTATES_INPUTS", "PROMISE", "_CANCELLING",
}  # fmt: skip
#: The words of an error are nobody's answer.
UNTOUCHED = ast.Import | ast.ImportFrom | ast.Raise
AXES = {"axis", "dim", "keepdims", "keepdim"}  #: which have kinds of their own


@dataclass(frozen=True)
class Mutant:
    """Told by its words, so that lines may move; *number* is its place among those of the file."""

    file: str  #: in `implementations`
    number: int
    kind: str
    function: str  #: qualified; empty outside of any
    before: str  #: the statement, without what is nested in it
    after: str
    line: int  #: of a statement that has to run if the mutant is to matter; 0 is none

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.file, self.function, self.before, self.after


@dataclass(frozen=True)
class Site:
    """Where a node stands: in a field of its parent, or at a place of the list that this is."""

    node: ast.AST
    parent: ast.AST
    field: str
    place: int | None
    statement: ast.stmt
    function: str
    line: int

    def put(self, node: ast.AST) -> None:
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node


Made = tuple[Mutant, Site, ast.AST]


def of(file: str) -> list[Mutant]:
    """All of them, in the order of the file."""
    return [mutant for mutant, _, _ in _all(file)[1]]


def made(file: str, whole: ast.Module) -> list[Made]:
    """The same of a syntax tree, which is left as it was."""
    sites = [*_sites(whole, whole, None, "", 0)]
    told = _statements(sites)
    seen = {(statement, header(statement)) for statement in told}
    found: list[Made] = []
    for site in sites:
        for kind, other in kinds.sins(site.node):
            ast.copy_location(other, site.node)
            site.put(other)
            after = header(other if site.node is site.statement else site.statement)
            site.put(site.node)
            if (site.statement, after) not in seen:
                seen.add((site.statement, after))
                place = site.function, told[site.statement]
                mutant = Mutant(file, len(found), kind, *place, after, site.line)
                found.append((mutant, site, other))
    return found


def code(file: str, number: int) -> CodeType:
    """The file with that sin committed."""
    whole, several = _all(file)
    _, site, other = several[number]
    site.put(other)
    try:
        ast.fix_missing_locations(whole)
        return compile(whole, str(FOLDER / file), "exec", dont_inherit=True)
    finally:
        site.put(site.node)


@cache
def _all(file: str) -> tuple[ast.Module, list[Made]]:
    whole = ast.parse((FOLDER / file).read_bytes())
    return whole, made(file, whole)


def _statements(sites: list[Site]) -> dict[ast.stmt, str]:
    """What each says; where one function says it twice, the second is told to be that."""
    met: Counter[tuple[str, str]] = Counter()
    told: dict[ast.stmt, str] = {}
    for site in sites:
        if site.statement not in told:
            text = header(site.statement)
            met[site.function, text] += 1
            times = met[site.function, text]
            told[site.statement] = text if times == 1 else f"{text}  # once more, {times}"
    return told


def header(statement: ast.AST) -> str:
    """In one line, without the statements that are nested in it."""
    if hasattr(statement, "body") and isinstance(statement.body, list):
        bare = copy(statement)
        bare.body = [ast.Expr(ast.Constant(...))]
        for nested in {"orelse", "finalbody", "handlers"} & {*bare._fields}:
            setattr(bare, nested, [])
        statement = bare
    return " ".join(ast.unparse(statement).removesuffix("...").split())


def _sites(node, parent, statement, function, line, field="", place=None) -> Iterator[Site]:
    if isinstance(node, UNTOUCHED) or _silent(node):
        return
    if isinstance(node, ast.stmt):
        statement = node
        line = node.lineno if function or isinstance(node, ast.FunctionDef) else 0
    if statement is not None:
        yield Site(node, parent, field, place, statement, function, line)
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}".removeprefix(".")
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.FunctionDef) and name != "body":
            continue  # its own kinds know what may be done to a signature
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not (index == 0 and words.first_is_axis(node, name)):
                yield from _sites(child, node, statement, function, line, name, index)


def _silent(node: ast.AST) -> bool:
    match node:
        case ast.Expr(ast.Constant()) | ast.expr_context() | ast.JoinedStr():
            return True
        case ast.Assign([ast.Name(name)]):
            return name in DECLARED
        case ast.keyword(arg=name):
            return name in AXES
    return False
