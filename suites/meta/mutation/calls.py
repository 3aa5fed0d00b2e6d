"""Sins against a call: its function, its arguments, or that it is made at all."""

import ast

from suites.meta.mutation import words
from suites.meta.mutation.nodes import Sins, altered, renamed


def axis(node: ast.AST) -> Sins:
    """Along the examples in place of the classes, and the other way round."""
    if not isinstance(node, ast.Call):
        return
    for place, keyword in enumerate(node.keywords):
        if keyword.arg in ("axis", "dim") and (other := words.other_axis(keyword.value)):
            yield altered(node, "keywords", place, ast.keyword(keyword.arg, other))
    if words.first_is_axis(node, "args"):
        yield altered(node, "args", 0, words.other_axis(node.args[0]))


def keepdims(node: ast.AST) -> Sins:
    if not isinstance(node, ast.Call):
        return
    for place, keyword in enumerate(node.keywords):
        if keyword.arg in ("keepdims", "keepdim"):
            flipped = ast.Constant(not keyword.value.value)
            yield altered(node, "keywords", place, ast.keyword(keyword.arg, flipped))


def extremum(node: ast.AST) -> Sins:
    """The smallest for the largest."""
    yield from renamed(node, words.EXTREMA)


def mean(node: ast.AST) -> Sins:
    yield from renamed(node, {"sum": "mean"})


def dtype(node: ast.AST) -> Sins:
    yield from renamed(node, words.NARROWER)


def function(node: ast.AST) -> Sins:
    """log(1 + x) for log1p(x), exp(x) - 1 for expm1(x), and tests for infinity that mean NaN."""
    match node:
        case ast.Call(ast.Attribute(module, "log1p" | "expm1" as name), [x]):
            yield words.rounded_early(name, module, x)
        case ast.Call(ast.Attribute(x, "log1p" | "expm1" as name), []):
            yield words.rounded_early(name, None, x)
    yield from renamed(node, words.MISTAKEN)


def cast(node: ast.AST) -> Sins:
    """As it is: not widened, not rounded, not copied."""
    match node:
        case ast.Call(ast.Attribute(x, name)) if name in words.CASTS:
            yield x
        case ast.Call(ast.Name(name), [x, *_]) if name in words.CASTING:
            yield x


def detach(node: ast.AST) -> Sins:
    match node:
        case ast.Call(ast.Attribute(x, "detach"), []) | ast.Call(
            ast.Attribute(attr="stop_gradient"), [x]
        ):
            yield x
        case ast.FunctionDef(decorator_list=[*_, last]) if ast.unparse(last).endswith(
            "once_differentiable"
        ):
            yield altered(node, "decorator_list", len(node.decorator_list) - 1)


def mask(node: ast.AST) -> Sins:
    """Of what a condition chooses from, the one or the other everywhere."""
    match node:
        case ast.Call(ast.Attribute(attr="where"), [_, one, other]):
            yield one
            yield other
        case ast.Call(ast.Attribute(x, "masked_fill" | "masked_fill_")):
            yield x


def argument(node: ast.AST) -> Sins:
    """Forgotten: any by keyword, or the last of several."""
    if isinstance(node, ast.Call):
        for place in range(len(node.keywords)):
            yield altered(node, "keywords", place)
        if len(node.args) > 1:
            yield altered(node, "args", len(node.args) - 1)
