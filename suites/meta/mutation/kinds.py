"""The sins of the field, by kind: what a node of a syntax tree may be mistaken for."""

import ast
from collections.abc import Callable, Iterator

from suites.meta.mutation import calls, operations
from suites.meta.mutation.nodes import Sins

#: In this order: what two kinds would make alike is the first one's.
KINDS: dict[str, Callable[[ast.AST], Sins]] = {
    each.__name__: each
    for each in (
        calls.axis, calls.keepdims, calls.extremum, calls.mean, calls.dtype, calls.function,
        calls.cast, calls.detach, operations.branches, calls.mask, operations.comparison,
        operations.sign, operations.operator, operations.operand, operations.index,
        operations.constant, operations.option, operations.default, calls.argument,
        operations.result, operations.statement,
    )
}  # fmt: skip


def sins(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may stand in the place of *node*, and of which kind that is."""
    for kind, of_kind in KINDS.items():
        for other in of_kind(node):
            yield kind, other
