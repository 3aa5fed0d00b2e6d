"""Who is asked where: interpreters, shares and those who are left out, as noxfile.py tells them."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from reports import _reading, _totals
from suites.meta._bench import QUICK, bench
from suites.meta.test_reports_reading import header, record, write
from xentbench.homes import homes
from xentbench.summary import results_path
from xentbench.whose import Share, told


@pytest.mark.parametrize(
    ("name", "framework", "said"),
    [
        ("keras_on_jax", "jax", "of its name"),
        ("keras_on_torch", "torch", "of a glob"),
        ("jax_log1p", "jax", "of a framework"),
        ("numpy_log1p", "numpy", None),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_the_most_specific_counts(name, framework, said, order):
    """A name before a glob, and a glob before a framework, in whichever order they are given."""
    given = [("jax", "of a framework"), ("keras*", "of a glob"), ("keras_on_jax", "of its name")]
    implementation = SimpleNamespace(name=name, framework_name=framework)
    assert told(dict(given[::order]), implementation) == said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--python", "numpy_*=/no/where"], "give a framework, or a glob over implementations"),
        (["--leave-out", "mlx"], "--leave-out mlx: say why"),
        (["--share", "onnx"], "--share onnx: give a name and a glob"),
        ([*QUICK, "--leave-out=numpy_log1p=ask elsewhere"], "is left: numpy_log1p: ask elsewhere"),
    ],
)
def test_what_is_half_said_gets_one_sentence(tmp_path, arguments, sentence):
    """And so does who asks for somebody who is left out."""
    run = bench(*arguments, results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert sentence in run.stderr
    assert "Traceback" not in run.stdout + run.stderr


def test_who_is_left_out_is_told_in_one_line(tmp_path):
    """Not as skipped, cell by cell; those of other frameworks are nobody's business here."""
    path = tmp_path / "x.jsonl"
    asked = "--framework=numpy", "--question=value", "--loss=cross_entropy", "--regime=ordinary"
    doors = [f"--leave-out={who}=somebody asks them" for who in ("autograd*,onnx*", "mlx")]
    run = bench(*asked, "--dtype=float32", "--shape=64x10", *doors, results=path)
    assert run.returncode == 0, run.stdout + run.stderr
    left = ["autograd_logsumexp", "onnx_reference", "onnxruntime_loss"]
    found = _reading.read(path)
    assert found.headers[0].elsewhere == dict.fromkeys(left, "somebody asks them")
    assert not {*left} & {each.implementation for each in found.records}
    assert f"Not asked here: {', '.join(left)}; somebody asks them." in " ".join(run.stdout.split())


def test_who_was_asked_in_another_run_is_not_told_as_left_out(tmp_path):
    """Of two files that are read together one may have asked whom the other left out."""
    about = header(elsewhere=dict.fromkeys(("mlx_nn", "onnx_reference"), "ask them there"))
    one = write(tmp_path / "one.jsonl", record(), run=about)
    other = write(tmp_path / "other.jsonl", record(implementation="mlx_nn"))
    assert _totals.elsewhere(_reading.read(one, other)) == (
        "Not asked here: onnx_reference; ask them there.",
    )


def test_a_share_is_all_that_is_asked():
    """Of a framework those that match, whatever the glob of somebody who narrows it further."""
    share, asked = ["--share", "some=numpy_log*"], ["--question=value", "--plan"]
    planned = bench(*share, *asked, "--framework=numpy", "--implementation=numpy_log1p").stdout
    assert "value  numpy_log1p-" in planned
    assert "value  numpy_logsumexp-" not in planned
    refused = bench(*share, *asked, "--implementation=numpy_naive")
    assert refused.returncode == pytest.ExitCode.USAGE_ERROR


@pytest.mark.parametrize(("narrowed", "kind"), [(False, "results"), (True, "narrowed")])
def test_the_results_of_a_share_are_called_like_it(narrowed, kind):
    """So that they replace neither those of the framework nor those of another share."""
    selection = SimpleNamespace(share=Share("some", "numpy_log*"), named={"framework": ("numpy",)})
    run = SimpleNamespace(narrowed=narrowed, timed_only=False, selection=selection)
    assert results_path(run, Path("/checkout")).name == f"{kind}-some.jsonl"


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        ([], ["jax", "keras", "numpy"]),
        (["--implementation", "keras_*"], ["keras"]),
        (["--implementation=jax_log1p", "--implementation=numpy_log1p"], ["jax", "numpy"]),
        (["--framework=jax", "--shape", "32x10"], ["jax", "keras"]),
        (["--framework=mlx"], []),
    ],
)
def test_nobodys_environment_is_made_who_is_not_asked(arguments, needed):
    """Of those that have one: the arguments are those of pytest, and shell patterns will do."""
    known = ["--home=jax=jax", "--home=keras_on_jax=keras", "--home=numpy=numpy"]
    assert sorted(homes([*known, *arguments])) == needed
