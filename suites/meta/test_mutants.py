"""The mutator: each kind commits the sin that it says, and nothing else is touched."""

import ast
import sys

import pytest

import implementations
from suites.meta.mutation import kinds, mutants, reaching
from suites.meta.mutation.__main__ import MUTATED
from suites.meta.mutation.serving import files, served

FILES = [file for name in MUTATED for file in files(name)]
SINS = {
    "axis": ("x.sum(axis=-1)", "x.sum(axis=0)"),
    "keepdims": ("x.max(1, keepdim=True)", "x.max(1, keepdim=False)"),
    "extremum": ("np.maximum(x, 0)", "np.minimum(x, 0)"),
    "mean": ("x.sum()", "x.mean()"),
    "dtype": ("x.astype(np.float64)", "x.astype(np.float32)"),
    "function": ("np.log1p(x)", "np.log(1 + x)"),
    "cast": ("rounded(x, d)", "x"),
    "detach": ("x.max().detach()", "x.max()"),
    "branches": ("jnp.where(c, x, y)", "jnp.where(c, y, x)"),
    "mask": ("torch.where(c, x, y)", "x"),
    "comparison": ("x < y", "x <= y"),
    "sign": ("-x", "x"),
    "operator": ("x * y", "x / y"),
    "operand": ("x - maximum", "x"),
    "index": ("x[:, -1]", "x[:, 0]"),
    "constant": ("x + 2", "x + 3"),
    "option": ("f('mean')", "f('sum')"),
    "default": ("def f(*, reduction='none'): return x", "def f(*, reduction='mean'):"),
    "argument": ("f(x, out=y)", "f(x)"),
    "result": ("return x, y", "return (y, x)"),
    "statement": ("x[i] = 1", "pass"),
}


def _made(source):
    made = mutants.made("a.py", ast.parse(f"def g():\n    {source}\n"))
    return {(mutant.kind, mutant.after) for mutant, *_ in made}


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_each_kind_is_what_it_says(kind):
    """One for the other, in one statement."""
    before, after = SINS[kind]
    assert (kind, after) in _made(before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x.log1p()", "(1 + x).log()"),
        ("np.expm1(x)", "np.exp(x) - 1"),
        ("x.expm1()", "x.exp() - 1"),
        ("lax.stop_gradient(x)", "x"),
        ("x if c else y", "y if c else x"),
        ("x.masked_fill(c, 0.0)", "x"),
        ("if x: y = 1", "if not x:"),
        ("x & y", "y"),
        ("if c: raise y", "pass"),
        ("x.scatter(-1, i, 0)", "x.scatter(0, i, 0)"),
    ],
)
def test_sins_of_several_spellings(before, after):
    """As NumPy, PyTorch and JAX write them."""
    assert after in {told for _, told in _made(before)}


@pytest.mark.parametrize("source", ['PROMISE = {"*": 1 + 1}', "import a", '"""Of x + 1."""'])
def test_what_is_no_arithmetic_is_left_alone(source):
    """Promises, imports, docstrings."""
    assert not mutants.made("a.py", ast.parse(source))


@pytest.mark.parametrize("file", FILES)
def test_every_mutant_is_another_program(file):
    """All compile, no two are alike, each has a key of its own, and the tree is as it was."""
    whole, several = mutants._all(file)
    before = ast.dump(whole)
    for mutant, *_ in several[::7]:
        assert mutants.code(file, mutant.number).co_code
    assert ast.dump(whole) == before
    assert len({mutant.key for mutant, *_ in several}) == len(several)
    assert all(mutant.before != mutant.after for mutant, *_ in several)


def test_keys_survive_other_lines():
    """Comments and functions before a mutant change nothing in its name."""
    source = (mutants.FOLDER / "_numpy_log1p" / "rows.py").read_text()
    moved = f'"""Another."""\n\ndef first():\n    return 1 + 2\n\n# A comment.\n{source}'
    keys, others = (
        {mutant.key for mutant, *_ in mutants.made("a.py", ast.parse(text))}
        for text in (source, moved)
    )
    assert len(keys) > 50
    assert keys < others


def test_statements_that_are_written_twice_are_two():
    """And the second says so."""
    made = mutants.made("a.py", ast.parse("def f(x):\n    x += 1\n    y = 1\n    x += 1\n"))
    assert {m.before for m, *_ in made} == {"x += 1", "y = 1", "x += 1  # once more, 2"}


def _sum(shift):
    return next(
        m.number for m in mutants.of("_numpy_log1p/rows.py")
        if (m.function, m.after) == ("below_top", shift)
    )  # fmt: skip


def test_mutants_are_served_beside_the_original():
    """Inside, a part far from the file is the mutant's; outside it is what it was."""
    known = implementations.discover()["numpy_log1p"]
    part = "implementations._numpy_log1p.rows"
    original = known.module.cross_entropy
    code = mutants.code("_numpy_log1p/rows.py", _sum("pass"))
    with served(known, {"_numpy_log1p/rows.py": code}) as mutated:
        assert mutated.module.cross_entropy is not original
        mutant = sys.modules[part]
    assert sys.modules[part] is not mutant
    assert known.module.cross_entropy is original


def test_bells_tell_what_was_reached(monkeypatch):
    """Only the lines that ran, and the line of the function for its decorators and defaults."""
    tree = reaching.Bells("a.py").visit(
        ast.parse("def f(x):\n    if x:\n        return 1\n    return 2\n")
    )
    rung, module = [], {reaching.RING: lambda file, lines: rung.extend(lines)}
    exec(compile(ast.fix_missing_locations(tree), "a.py", "exec"), module)
    assert module["f"](0) == 2
    assert {*rung} == {1, 2, 4}
