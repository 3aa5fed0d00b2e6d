"""Sins against an operation, a number, an order, or a statement as a whole."""

import ast

from suites.meta.mutation import words
from suites.meta.mutation.nodes import Sins, altered, replaced


def branches(node: ast.AST) -> Sins:
    """The two of a `where`, swapped."""
    match node:
        case ast.Call(ast.Attribute(attr="where"), [test, one, other]):
            yield ast.Call(node.func, [test, other, one], node.keywords)
        case ast.IfExp(test, one, other):
            yield ast.IfExp(test, other, one)
        case ast.If(test) if not isinstance(test, ast.Compare):  # whose kind is another
            yield replaced(node, test=words.negated(test))


def comparison(node: ast.AST) -> Sins:
    match node:
        case ast.Compare(left, [operator], [right]):
            for other in words.COMPARED.get(type(operator), ()):
                yield ast.Compare(left, [other()], [right])


def sign(node: ast.AST) -> Sins:
    """A minus that was forgotten, or a not."""
    match node:
        case ast.UnaryOp(ast.USub() | ast.Invert() | ast.Not(), operand):
            yield operand


def operator(node: ast.AST) -> Sins:
    if isinstance(node, ast.BinOp | ast.AugAssign):
        for other in words.OPERATORS.get(type(node.op), ()):
            yield replaced(node, op=other())


def operand(node: ast.AST) -> Sins:
    """One of the two left out: of `x - maximum` that is the shift."""
    match node:
        case ast.BinOp(left, operator, right) if type(operator) in words.OPERATORS:
            yield left
            if not isinstance(operator, ast.Sub | ast.Div | ast.Pow | ast.FloorDiv):
                yield right


def index(node: ast.AST) -> Sins:
    """Off by one, or from the other end."""
    if isinstance(node, ast.Subscript):
        yield from (replaced(node, slice=other) for other in words.other_places(node.slice))


def constant(node: ast.AST) -> Sins:
    match node:
        case ast.Constant(bool() | None | str()):
            return
        case ast.Constant(int(number)):
            yield ast.Constant(number + 1)
        case ast.Constant(float(number)):
            yield ast.Constant(number / 2 if number else 1.0)


def option(node: ast.AST) -> Sins:
    """One reduction for another."""
    match node:
        case ast.Constant(str(name)) if name in words.REDUCTIONS:
            yield ast.Constant(words.REDUCTIONS[name])


def default(node: ast.AST) -> Sins:
    if isinstance(node, ast.FunctionDef):
        for place, value in enumerate(node.args.kw_defaults):
            if value is not None and (other := words.other_default(value)):
                yield replaced(node, args=altered(node.args, "kw_defaults", place, other))


def result(node: ast.AST) -> Sins:
    """What is returned or assigned in another order."""
    match node:
        case ast.Return(ast.Tuple([*several])):
            for i in range(len(several) - 1):
                swapped = [*several[:i], several[i + 1], several[i], *several[i + 2 :]]
                yield ast.Return(ast.Tuple(swapped, ast.Load()))


def statement(node: ast.AST) -> Sins:
    """Not done: in place, an element, a call for its effect, or what would have been refused."""
    match node:
        case ast.AugAssign() | ast.Assign([ast.Subscript()]) | ast.Expr(ast.Call()):
            yield ast.Pass()
        case ast.If(body=[ast.Raise()], orelse=[]):
            yield ast.Pass()
