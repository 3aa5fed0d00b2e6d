"""Implementations are found without being imported, and say in a sentence what they lack."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import implementations
from implementations import Implementation, Unavailable, Unsupported
from suites.formats import FORMATS

ROOT = Path(implementations.__file__).parents[1]
PLAIN = '''"""Always 0."""
FRAMEWORK = "numpy"


def cross_entropy(logits, targets, *, weight=1):
    return 0
'''


def _write(path: Path, text: str = PLAIN) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _found(path: Path) -> Implementation:
    return implementations.discover([str(path)])[path.stem]


# Discovery


def test_ours_are_found_and_described():
    """Every file without an underscore, with a framework of ours and a one-sentence description."""
    found = implementations.discover()
    files = {path.stem for path in (ROOT / "implementations").glob("*.py")}
    assert found.keys() == {stem for stem in files if not stem.startswith("_")}
    for implementation in found.values():
        assert implementation.framework_name in implementations.frameworks()
        assert implementation.name.startswith(implementation.framework_name + "_")
        assert implementation.description.endswith(".")


def test_discovery_imports_no_framework():
    """Names, frameworks and descriptions are read; asking one framework loads no other."""
    program = """
import sys, implementations
for each in implementations.discover().values():
    each.framework_name, each.description, each.homepage
assert not {"numpy", "torch", "jax"} & sys.modules.keys(), "discovery"
implementations.discover()["numpy_naive"].function("cross_entropy")
assert not {"torch", "jax"} & sys.modules.keys(), "numpy_naive"
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


def test_a_directory_is_a_source(tmp_path):
    """Its files may use ours and one another, and bring a framework of their own."""
    _write(tmp_path / "_pocket.py", "def value_and_grad(): ...\n")
    _write(tmp_path / "pocket_zero.py", PLAIN.replace("numpy", "pocket"))
    _write(
        tmp_path / "again.py",
        "from implementations import numpy_naive\n"
        "from .pocket_zero import cross_entropy\n"
        'FRAMEWORK = "numpy"\n',
    )
    found = implementations.discover([str(tmp_path)])
    assert found.keys() - implementations.discover().keys() == {"pocket_zero", "again"}
    assert found["pocket_zero"].framework.__file__ == str(tmp_path / "_pocket.py")
    assert found["pocket_zero"].description == "Always 0."
    assert found["again"].function("cross_entropy")(None, None) == 0
    ours = found["numpy_naive"].module
    assert found["again"].module.numpy_naive is ours


def test_a_file_is_a_source(tmp_path):
    """Alone, and without the others beside it; two of one name in a process stay apart."""
    first = _write(tmp_path / "one" / "mine.py")
    second = _write(tmp_path / "two" / "mine.py", PLAIN.replace("return 0", "return 1"))
    _write(tmp_path / "one" / "other.py")
    assert "other" not in implementations.discover([str(first)])
    assert _found(first).function("cross_entropy")(None, None) == 0
    assert _found(second).function("cross_entropy")(None, None) == 1


@pytest.mark.parametrize("source", ["outside.contest", "outside.contest.mine"])
def test_a_module_is_a_source(tmp_path, monkeypatch, source):
    """A package of implementations or one of them: imported under its name, and only when asked."""
    monkeypatch.syspath_prepend(tmp_path)
    _write(tmp_path / "outside" / "__init__.py", "")
    _write(tmp_path / "outside" / "contest" / "__init__.py", "")
    _write(tmp_path / "outside" / "contest" / "_shared.py", "answer = 7\n")
    _write(
        tmp_path / "outside" / "contest" / "mine.py",
        "from outside.contest._shared import answer\n" + PLAIN.replace("return 0", "return answer"),
    )
    try:
        mine = implementations.discover([source])["mine"]
        assert "outside.contest.mine" not in sys.modules
        assert mine.function("cross_entropy")(None, None) == 7
        assert mine.module is sys.modules["outside.contest.mine"]
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "outside"]:
            del sys.modules[name]


@pytest.mark.parametrize("source", ["no/such/folder", "nowhere.py", "nowhere", "json.nowhere"])
def test_a_source_that_does_not_exist_says_what_was_tried(source):
    """One sentence that names the source and the three things that it could have been."""
    with pytest.raises(ValueError, match=f"{source} is no directory and no .py file .* no module"):
        implementations.discover([source])


def test_an_empty_directory_is_no_source(tmp_path):
    """A run over nothing would look like a success."""
    with pytest.raises(ValueError, match="holds no implementation"):
        implementations.discover([str(tmp_path)])


def test_two_of_the_same_name_are_refused(tmp_path):
    """Results go by name, so both files are named; the same file twice is no conflict."""
    twin = _write(tmp_path / "numpy_naive.py")
    ours = ROOT / "implementations" / "numpy_naive.py"
    with pytest.raises(ValueError, match="two implementations are called numpy_naive") as refusal:
        implementations.discover([str(twin)])
    assert str(twin) in str(refusal.value)
    assert str(ours) in str(refusal.value)
    assert implementations.discover([str(ours), str(ours.parent)]) == implementations.discover()


def test_a_name_that_cannot_be_typed_is_refused(tmp_path):
    """A file that was silently passed over would be missed by nobody."""
    with pytest.raises(ValueError, match=r"my-loss.py: its name is its id"):
        _found(_write(tmp_path / "my-loss.py"))


# Declarations


def test_a_file_without_a_framework_says_so(tmp_path):
    """No FRAMEWORK, or one that is computed: the sentence says which line to add."""
    for text in ("", "FRAMEWORK = str(3)\n"):
        with pytest.raises(ValueError, match=r"nameless.py names no framework: add a line"):
            _ = _found(_write(tmp_path / "nameless.py", text)).framework_name


def test_an_unknown_framework_lists_the_known(tmp_path):
    """A typing mistake is best answered with what could have been meant."""
    mine = _found(_write(tmp_path / "mine.py", PLAIN.replace("numpy", "nunpy")))
    with pytest.raises(ValueError, match="no framework nunpy: jax, numpy, torch"):
        _ = mine.framework


def test_a_framework_is_not_replaced_silently(tmp_path):
    """Results under one framework's name must have come through one and the same."""
    _write(tmp_path / "_numpy.py", "def value_and_grad(): ...\n")
    mine = _found(_write(tmp_path / "mine.py"))
    with pytest.raises(ValueError, match=r"two files are one framework"):
        _ = mine.framework


def test_constants_are_read_and_have_defaults(tmp_path):
    """What a file does not declare is what most of them mean."""
    plain = _found(_write(tmp_path / "plain.py"))
    assert plain.promise == "absolute"
    assert plain.known_failures == {}
    assert plain.dtypes == tuple(FORMATS)
    assert plain.devices is None
    assert plain.mutates_inputs is False
    assert plain.homepage == ""
    declared = _found(
        _write(
            tmp_path / "declared.py",
            PLAIN + 'PROMISE = "faithful"\nKNOWN_FAILURES = {"*/offset/*": "it cancels"}\n'
            'DTYPES = ["float32"]\nDEVICES = ["cuda"]\nMUTATES_INPUTS = True\n'
            'HOMEPAGE = "https://example.org"\n',
        )
    )
    assert declared.promise_for("value/cross_entropy/offset/float32/64x10/cpu") == "faithful"
    assert declared.known_failures == {"*/offset/*": "it cancels"}
    assert declared.dtypes == ("float32",)
    assert declared.devices == ("cuda",)
    assert declared.mutates_inputs is True
    assert declared.homepage == "https://example.org"


def test_the_first_matching_glob_is_the_promise(tmp_path):
    """In the order in which they are written, and the default where none matches."""
    promise = {"gradient/*/bfloat16/*": "accurate", "gradient/*": "faithful"}
    mine = _found(_write(tmp_path / "mine.py", PLAIN + f"PROMISE = {promise}\n"))
    cell = "{}/cross_entropy/offset/{}/64x10/cpu"
    assert mine.promise_for(cell.format("gradient", "bfloat16")) == "accurate"
    assert mine.promise_for(cell.format("gradient", "float32")) == "faithful"
    assert mine.promise_for(cell.format("value", "bfloat16")) == "absolute"


def test_what_was_never_claimed_is_unsupported(tmp_path):
    """A missing function and a missing keyword are told apart, each in a sentence."""
    mine = _found(_write(tmp_path / "mine.py"))
    assert mine.function("cross_entropy", ["weight"]) is mine.module.cross_entropy
    with pytest.raises(Unsupported, match="mine has no focal"):
        mine.function("focal")
    with pytest.raises(Unsupported, match=r"mine.cross_entropy takes no alpha, gamma"):
        mine.function("cross_entropy", ["gamma", "weight", "alpha"])


@pytest.mark.parametrize("line", ["import no_such_thing", "from no_such_thing.part import it"])
def test_a_missing_dependency_is_unavailable(tmp_path, line):
    """The sentence names the distribution and the command that installs it."""
    lacking = _found(_write(tmp_path / "lacking.py", f"{line}\n{PLAIN}"))
    with pytest.raises(Unavailable) as missing:
        _ = lacking.module
    expected = "no_such_thing is not installed; `pip install no_such_thing` enables lacking"
    assert str(missing.value) == expected


def test_a_missing_framework_is_unavailable(tmp_path):
    """The same sentence, whichever of the two files imports what is not there."""
    _write(tmp_path / "_absent.py", "import no_such_thing\n\n\ndef value_and_grad(): ...\n")
    lacking = _found(_write(tmp_path / "lacking.py", PLAIN.replace("numpy", "absent")))
    with pytest.raises(Unavailable, match="no_such_thing is not installed"):
        _ = lacking.framework


@pytest.mark.parametrize(
    ("line", "error"),
    [("import json.no_such_part", ModuleNotFoundError), ("1 / 0", ZeroDivisionError)],
)
def test_a_broken_file_is_not_a_missing_one(tmp_path, line, error):
    """What is installed and fails is a failure: it must not pass for "not installed"."""
    with pytest.raises(error):
        _ = _found(_write(tmp_path / "broken.py", f"{line}\n{PLAIN}")).module


# Ours


@pytest.fixture(params=implementations.discover())
def ours(request):
    implementation = implementations.discover()[request.param]
    pytest.importorskip(implementation.framework_name)
    return implementation


@pytest.mark.parametrize("target", [-1, 10])
@pytest.mark.parametrize("name", ["numpy_log1p", "torch_log1p", "jax_log1p"])
def test_log1p_gives_no_number_for_a_target_outside(name, target):
    """An error, or NaN for the loss and the gradient: -1 must not wrap around to the last class."""
    implementation = implementations.discover()[name]
    pytest.importorskip(implementation.framework_name)
    try:
        loss, gradient = _ask(implementation, np.zeros((1, 10)), np.array([target]))
    except (IndexError, RuntimeError):
        return
    assert np.isnan(loss).all()
    assert np.isnan(gradient).all()


@pytest.mark.parametrize("dtype", FORMATS)
def test_log1p_gradient_is_exact_for_equal_logits(dtype):
    """1/4 each and -3/4 at the target, in every framework: the ties are counted once."""
    found = implementations.discover()
    for name in ("numpy_log1p", "torch_log1p", "jax_log1p"):
        pytest.importorskip(found[name].framework_name)
        _, gradient = _ask(found[name], np.full((2, 4), 3.0), np.array([0, 2]), dtype)
        np.testing.assert_array_equal(gradient, np.full((2, 4), 0.25) - np.eye(4)[[0, 2]])


def test_numpy_log1p_rounds_once():
    """1 + 2**-8 + 2**-30 is above a midpoint of bfloat16, but float32 would call it one."""
    module = implementations.discover()["numpy_log1p"].module
    rng = np.random.default_rng(3)
    near = 2.0 ** -rng.integers(9, 40, 1000) * rng.choice([-1, 1], 1000)
    numbers = (
        (rng.integers(128, 256, 1000) + 0.5) * (1 + near) * 2.0 ** rng.integers(-130, 100, 1000)
    )
    for dtype in ("bfloat16", "float16", "float32"):
        with np.errstate(over="ignore"):
            once = module._rounded(numbers, np.dtype(dtype)).astype(np.float64)
        np.testing.assert_array_equal(once, FORMATS[dtype].round(numbers))


def test_an_empty_batch_is_answered(ours):
    """No examples: no losses, and a gradient of no rows."""
    if ours.name == "torch_compiled":
        pytest.skip("compiles for half a minute what torch_eager has answered")
    loss, gradient = _ask(ours, np.zeros((0, 10)), np.zeros(0, np.int64))
    assert loss.shape == (0,)
    assert gradient.shape == (0, 10)


def _ask(implementation, logits, targets, dtype="float32"):
    """The losses and their gradient, as the suites would ask."""
    framework = implementation.framework
    function = implementation.function("cross_entropy")
    with framework.asking(dtype, (dtype, logits.shape)):
        logits = framework.to_device(logits, dtype, "cpu")
        targets = framework.to_device(targets, None, "cpu")
        try:
            gradient = implementation.function("cross_entropy_gradient")(logits, targets)
            loss = function(logits, targets)
        except Unsupported:
            loss, gradient = framework.value_and_grad(function, logits, targets)
        return framework.to_numpy(loss), framework.to_numpy(gradient)


# torch_compiled


@pytest.fixture
def compiled():
    pytest.importorskip("torch")
    implementation = implementations.discover()["torch_compiled"]
    try:
        _ = implementation.module
    except Unavailable as why:
        pytest.skip(str(why))
    return implementation


def test_torch_compiled_runs_a_compiled_graph(compiled):
    """One graph for one shape, and an error instead of eager mode at the recompile limit."""
    import torch
    from torch._dynamo.exc import FailOnRecompileLimitHit
    from torch._dynamo.utils import counters

    cross_entropy = compiled.function("cross_entropy")
    with (
        compiled.framework.asking("float32", "compiles"),
        torch._dynamo.config.patch(recompile_limit=1),
    ):
        torch.compiler.reset()
        counters.clear()
        loss = cross_entropy(torch.zeros(3, 4), torch.tensor([0, 1, 3]))
        assert counters["stats"]["unique_graphs"] == 1
        torch.testing.assert_close(loss, torch.full((3,), 4.0).log())
        with pytest.raises(FailOnRecompileLimitHit):
            cross_entropy(torch.zeros(3, 5), torch.tensor([0, 1, 3]))


def test_torch_compiled_refuses_a_graph_break(compiled, monkeypatch):
    """Where Dynamo has to leave the graph, the answer is an error and not that of eager mode."""
    import torch
    from torch._dynamo.exc import Unsupported as GraphBreak

    class Breaking:
        @staticmethod
        def cross_entropy(logits, targets, reduction):
            torch._dynamo.graph_break()
            return logits[:, 0]

    monkeypatch.setattr("implementations.torch_eager.F", Breaking)
    torch.compiler.reset()
    with pytest.raises(GraphBreak):
        compiled.function("cross_entropy")(torch.zeros(3, 4), torch.tensor([0, 1, 3]))


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [("CXX", "no-such-compiler -O2", "C[+][+] compiler"), ("TORCHDYNAMO_DISABLE", "1", "unset it")],
)
def test_torch_compiled_says_what_it_needs(monkeypatch, variable, value, reason):
    """No compiler, or one that is switched off: a sentence, and not eager mode under its name."""
    pytest.importorskip("torch")
    monkeypatch.setenv(variable, value)
    path = implementations.discover()["torch_compiled"].path
    with pytest.raises(Unavailable, match=reason):
        _ = Implementation("torch_compiled", path).module
