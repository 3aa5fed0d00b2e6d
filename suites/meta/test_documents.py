"""What README.md and CONTRIBUTING.md print works, and what they count and name is so."""

import decimal
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from reports import _reading
from suites import case, losses, regimes, tiers
from suites.formats import FORMATS
from suites.losses import Loss
from suites.meta._bench import outside_nox
from suites.meta._doors import NOXFILE, asked_by_nox
from xentbench.default import RELATED_REGIMES, VARIANTS

ROOT = Path(__file__).parents[2]
SOURCES = "README.md", "CONTRIBUTING.md", ".ci/run", ".github/workflows/ci.yml"
README, CONTRIBUTING, CI, WORKFLOW = (ROOT.joinpath(name).read_text() for name in SOURCES)
TEXT = README + CONTRIBUTING
PRINTED = dict(re.findall(r"\n```python\n# (\S+\.py)\n(.*?)\n```(?=\n)", TEXT, re.DOTALL))
FILES = {path: source for path, source in PRINTED.items() if not (ROOT / path).exists()}
COMMANDS = "".join(re.findall(r"\n```sh(\n.*?)\n```", TEXT, re.DOTALL)).splitlines()
COMMANDS += re.findall(r"`((?:\.venv/bin/nox|pytest|python -m) [^`]+)`", TEXT)
COMMANDS += re.findall(r"\n(?: +- run: |\.venv/bin/)(nox .+)", WORKFLOW + CI)
SESSIONS = {*re.findall(r"\n@nox\.session.*\n(?:@.*\n)?def (\w+)", NOXFILE)}
FEW = "--regime=ordinary", "--dtype=float32", "--shape=64x10", "--shape=16x1000"
ASK = """
import contextlib, io, json, pytest, sys
for words in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as told:
        code = int(pytest.main(words))
    print(json.dumps([code, told.getvalue()]))
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the project with all of the files that the documents print."""
    folder = tmp_path_factory.mktemp("documents")
    ignored = shutil.ignore_patterns(".*", "__pycache__", "latest")
    shutil.copytree(ROOT, folder, ignore=ignored, dirs_exist_ok=True)
    for path, source in FILES.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(source + "\n")
    return folder


def _run(folder, *words, **given):
    alone = outside_nox() | {"XENTBENCH_CACHE": ""}
    kept = {"capture_output": True, "text": True, "check": False}
    return subprocess.run([sys.executable, *words], cwd=folder, env=alone, **kept, **given)


def _asked(folder, *words):
    """The records of a small run: those that passed and those that failed."""
    told = _run(folder, "-m", "pytest", *FEW, "--results=asked.jsonl", *words)
    assert told.returncode in (0, 1), told.stderr
    records = _reading.read(folder / "asked.jsonl").records
    return ([each for each in records if each.status == status] for status in ("passed", "failed"))


def _added(folder, pattern=None):
    """The names of the printed files of a folder, or of what matches in them."""
    files = {Path(path).stem: FILES[path] for path in FILES if Path(path).parent == Path(folder)}
    return {*re.findall(pattern, "".join(files.values()))} if pattern else {*files}


def test_what_is_added_is_asked_and_right(checkout):
    """Implementations, regimes, losses, questions; and the reports tell of them."""
    assert len(PRINTED) == TEXT.count("```python"), "a block does not begin with its file's name"
    drawn = _added("suites/regimes", r"def (\w+)\(rng")
    words = [f"--implementation={name}" for name in _added("implementations")]
    words += [f"--regime={name}" for name in drawn]
    passed, failed = _asked(checkout, *words)
    assert not failed
    assert {record.implementation for record in passed} == _added("implementations")
    assert {record.loss for record in passed} == {"", "cross_entropy"} | _added("suites/losses")
    assert {record.regime for record in passed} > drawn > set()
    assert {record.question for record in passed} > _added("suites", r"def test_(\w+)") > set()
    rendered = re.findall(r"(?:-m reports|-s report --) (\w+)", TEXT)
    told = {name: _run(checkout, "-m", "reports", name, "asked.jsonl").stdout for name in rendered}
    assert json.loads(told.pop(*_added("reports")))["passed"] == len(passed)
    assert all(told.values())
    for name in drawn:
        held = _run(checkout, "-m", "pytest", "suites/meta/test_regimes.py", "-k", name).stdout
        assert held.splitlines()[-1].startswith(f"{1 + 2 * len(FORMATS)} passed"), held


def test_counts_are_those_of_the_code():
    """Questions, implementations, regimes and losses, as the README has them."""
    names = [f"--implementation={name}" for name in asked_by_nox()]
    plan = _run(ROOT, *["-m", "pytest", "--plan", "--device=cpu", *names]).stdout
    cells = re.search(r"([\d,]+)  in all", plan)[1]
    counts = f"asks {len(names)} implementations {cells} questions: in {len(regimes.catalogue())} "
    related = [name for name in losses.names() if name in VARIANTS or not Loss(name).variant]
    counts += f"regimes of cross-entropy, and in up to {len(RELATED_REGIMES)} of "
    counts += f"{len(related) - 1} of its {len(losses.names()) - 1} relatives"
    assert counts in " ".join(README.split())


def test_what_is_quoted_is_what_is_there():
    """Where a file that is printed is one of ours, it is printed as it is."""
    quoted = PRINTED.keys() - FILES.keys()
    assert "suites/losses/weighted.py" in quoted
    for path in quoted:
        assert (ROOT / path).read_text() == PRINTED[path] + "\n", path


@pytest.mark.parametrize("dtype", FORMATS)
def test_the_tiers_agree_on_the_loss(checkout, monkeypatch, dtype):
    """And on its value with arithmetic of a hundred digits, which knows nothing of them."""
    monkeypatch.setattr(losses, "__path__", [*losses.__path__, str(checkout / "suites/losses")])
    loss, drawn = losses.Loss("sharpened"), case.make("confident", dtype, (8, 5))
    asked = FORMATS[dtype], drawn.logits, drawn.targets
    with decimal.localcontext(prec=100):
        rows = ([2 * decimal.Decimal(x) for x in row] for row in drawn.logits.tolist())
        pairs = zip(rows, drawn.targets, strict=True)
        exact = [float(sum((x - row[t]).exp() for x in row).ln() / 2) for row, t in pairs]
    for tier in range(dtype == "float64", 3):
        values = tiers.decide(loss, "value", *asked, np.ones(8), tiers=(tier,))[2]
        slopes = tiers.decide(loss, "gradient", *asked, drawn.upstream, tiers=(tier,))[2]
        assert (values == FORMATS[dtype].round(exact)).all()
        assert (slopes == tiers.decide(loss, "gradient", *asked, drawn.upstream)[2]).all()
    del sys.modules[loss.module.__name__]


def test_your_own_is_judged_as_the_readme_says(checkout):
    """Its values are right; its gradients are not, unless the maximum is detached."""
    mended = FILES["mine/torch_mine.py"].replace("keepdim=True)\n", "keepdim=True).detach()\n")
    (checkout / "mine" / "torch_mended.py").write_text(mended)
    words = "--implementations=mine", "--implementation=torch_m*", "--question=gradient"
    passed, failed = _asked(checkout, *words, "--question=value")
    assert {(each.implementation, each.question) for each in failed} == {("torch_mine", "gradient")}
    assert {each.implementation for each in passed} == {"torch_mine", "torch_mended"}


def test_commands_run(checkout):
    """Their sessions exist, and what they ask is at least one cell."""
    plans = dict.fromkeys(tuple(plan) for command in COMMANDS if (plan := _plan(command)))
    told = _run(checkout, "-c", ASK, input=json.dumps([*plans])).stdout.splitlines()
    for plan, line in zip(plans, told, strict=True):
        code, text = json.loads(line)
        assert code == 0, plan
        assert re.search(r"[1-9]\d*  in all|\n--regime \(\d+\)", text), plan
    assert len(plans) > 10


def _plan(command):
    """What pytest is to plan for *command*; nothing where that asks nothing, or all there is."""
    door, _, arguments = command.partition(" -- ")
    program, *words = shlex.split(door) or [""]
    named = {word.partition("(")[0] for word in words if not word.startswith("-")}
    assert named <= SESSIONS or not program.endswith("nox"), command
    if not program.endswith("nox") or not arguments or named - {"bench", "throughput"}:
        return ["--plan", *words] if program == "pytest" else []
    half = "only" if "throughput" in named else "skip"
    frameworks = [f"--framework={name}" for name in re.findall(r"bench\((\w+)\)", door)]
    return ["--plan", f"--benchmark-{half}", *frameworks, *shlex.split(arguments)]
