"""Which lines of an implementation a question reaches: a bell before each statement."""

import ast
from collections.abc import Iterable
from types import CodeType

from suites.meta.mutation.mutants import FOLDER

RING = "reached__"


class Bells(ast.NodeTransformer):
    """Before each statement of a function, one that tells its file and line."""

    def __init__(self, file: str) -> None:
        self._file = file

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.body = [each for one in node.body for each in self._rung(one, node)]
        return node

    def visit_If(self, node: ast.stmt) -> ast.stmt:
        self.generic_visit(node)
        for body in ("body", "orelse"):
            if inside := getattr(node, body, None):
                setattr(node, body, [each for one in inside for each in self._rung(one, node)])
        return node

    visit_For = visit_While = visit_With = visit_If  # noqa: N815

    def _rung(self, statement: ast.stmt, around: ast.stmt) -> Iterable[ast.stmt]:
        """A decorator or a default is reached where the function is: by its first statement."""
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            return [statement]
        lines = [statement.lineno]
        if isinstance(around, ast.FunctionDef):
            lines.append(around.lineno)
        place = f"{RING}({self._file!r}, {lines!r})"
        bell = ast.parse(place).body[0]
        for node in ast.walk(bell):
            ast.copy_location(node, statement)
        return [bell, statement]


def with_bells(file: str) -> CodeType:
    path = FOLDER / file
    tree = Bells(file).visit(ast.parse(path.read_bytes()))
    return compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)
