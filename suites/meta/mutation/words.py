"""What stands for what in NumPy, PyTorch and JAX, for the kinds of mutants."""

import ast
from collections.abc import Iterator

#: Methods of tensors whose first argument is an axis.
BY_AXIS = {"gather", "max", "scatter", "scatter_", "sum"}
EXTREMA = {
    "amax": "amin", "argmax": "argmin", "max": "min", "maximum": "minimum",
    "min": "max", "minimum": "maximum",
}  # fmt: skip
NARROWER = {"double": "float", "float": "half", "float32": "float16", "float64": "float32"}
MISTAKEN = {
    "abs": "positive", "isfinite": "isinf", "isinf": "isnan", "isnan": "isinf", "rint": "floor",
    "round": "floor", "tiny": "eps", "logsigmoid": "sigmoid", "exp": "exp2",
}  # fmt: skip
CASTS = {"astype", "contiguous", "copy", "double", "float", "long", "to"}
CASTING = {"rounded", "scaled", "widened"}
COMPARED = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
OPERATORS = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,), ast.FloorDiv: (ast.Mult,), ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,), ast.MatMult: (), ast.LShift: (),
}  # fmt: skip
REDUCTIONS = {"mean": "sum", "none": "mean", "sum": "mean"}


def first_is_axis(node: ast.AST, field: str) -> bool:
    """Is what stands first in this field of *node* the axis of a method?"""
    match node:
        case ast.Call(ast.Attribute(attr=name), [first, *_]) if field == "args":
            return name in BY_AXIS and other_axis(first) is not None
    return False


def other_axis(value: ast.expr) -> ast.expr | None:
    """The first for the last, and the last for the first."""
    match value:
        case ast.UnaryOp(ast.USub(), ast.Constant(1)) | ast.Constant(1):
            return ast.Constant(0)
        case ast.Constant(0):
            return ast.Constant(1)
    return None


def rounded_early(name: str, module: ast.expr | None, x: ast.expr) -> ast.expr:
    """What log1p and expm1 are there to avoid."""
    plain = {"log1p": "log", "expm1": "exp"}[name]
    inner = ast.BinOp(ast.Constant(1), ast.Add(), x) if plain == "log" else x
    outer = (
        ast.Call(ast.Attribute(inner, plain, ast.Load()), [], [])
        if module is None
        else ast.Call(ast.Attribute(module, plain, ast.Load()), [inner], [])
    )
    return outer if plain == "log" else ast.BinOp(outer, ast.Sub(), ast.Constant(1))


def negated(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def other_places(place: ast.expr) -> Iterator[ast.expr]:
    """What may be asked for in the place of one index, one of several, or a slice."""
    match place:
        case ast.Constant(int(number)) if not isinstance(number, bool):
            yield ast.Constant(number - 1)
        case ast.UnaryOp(ast.USub(), ast.Constant(int())):
            yield ast.Constant(0)
        case ast.Slice(lower, upper, step):
            if lower is not None:
                yield ast.Slice(None, upper, step)
            if upper is not None:
                yield ast.Slice(lower, None, step)
        case ast.Tuple([*several]):
            for i, each in enumerate(several):
                for other in other_places(each):
                    yield ast.Tuple([*several[:i], other, *several[i + 1 :]], ast.Load())


def other_default(value: ast.expr) -> ast.expr | None:
    match value:
        case ast.Constant(str(name)) if name in REDUCTIONS:
            return ast.Constant(REDUCTIONS[name])
        case ast.Constant(float(number)):
            return ast.Constant(number / 2 if number else 0.5)
        case ast.UnaryOp(ast.USub(), ast.Constant(int(number))):
            return ast.Constant(-number - 1)
    return None
