"""What a record says of its loss: the function that computes it, of which it is a setting."""

from reports._reading import read
from suites.meta._bench import QUICK, bench


def test_a_record_names_the_function_of_its_loss(tmp_path):
    """Two settings of one have it in common; another loss has another."""
    path = tmp_path / "results.jsonl"
    asked = [word for loss in ("plain_sum", "weighted", "entropy") for word in ("--loss", loss)]
    done = bench(*QUICK, "--question", "value", "--shape", "64x10", *asked, results=path)
    assert done.returncode == 0, done.stdout
    assert {record.loss: record.function for record in read(path).records} == {
        "plain_sum": "cross_entropy", "weighted": "cross_entropy", "entropy": "entropy",
    }  # fmt: skip
