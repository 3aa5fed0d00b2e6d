"""torch_compiled runs one compiled graph, or refuses: never eager mode under its name."""

import pytest

import implementations
from implementations import Implementation, Unavailable


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
