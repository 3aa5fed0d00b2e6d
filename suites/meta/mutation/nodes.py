"""Nodes of a syntax tree like others, but for one part."""

import ast
from collections.abc import Iterator
from copy import copy
from typing import TypeVar

Sins = Iterator[ast.AST]  #: what may stand in the place of a node
Node = TypeVar("Node", bound=ast.AST)


def replaced(node: Node, **fields) -> Node:
    """A copy with other *fields*."""
    other = copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def altered(node: Node, field: str, place: int, *instead: ast.AST) -> Node:
    """A copy with *instead*, or with nothing, at one place of a list."""
    listed = getattr(node, field)
    return replaced(node, **{field: [*listed[:place], *instead, *listed[place + 1 :]]})


def renamed(node: ast.AST, names: dict[str, str]) -> Sins:
    """An attribute or method of another name, if it has one of these."""
    match node:
        case ast.Attribute(attr=name) if name in names:
            yield replaced(node, attr=names[name])
