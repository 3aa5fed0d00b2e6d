# /// script
# dependencies = ["nox>=2025.2.9"]
# ///
"""The doors: `nox` asks every question and reports, `nox -l` lists what else there is."""

import os
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = True

#: Those that `nox` asks; who takes longest begins.
FRAMEWORKS = ("jax", "torch", "numpy")
#: Who has an environment of its own, which `nox` leaves out: large, slow or at odds with others. By
#: dependency group, whose arrays it takes and which implementations are asked.
APART = {
    "autograd": ("numpy", "autograd_*"), "onnx": ("numpy", "onnx*"),
    "keras-jax": ("jax", "keras_on_jax"), "keras-torch": ("torch", "keras_on_torch"),
    "mlx": ("mlx", "*"), "paddle": ("paddle", "*"), "tensorflow": ("tensorflow", "*"),
    "tinygrad": ("tinygrad", "*"), "tokamax": ("jax", "tokamax_*"), "triton": ("triton", "*"),
}  # fmt: skip
#: What pytest is told of those whom a door does not ask.
ELSEWHERE = "`nox -s apart` asks them, in sessions of their own, and `nox -s everyone` times them"
INTERPRETED = "without a GPU their kernels are interpreted, so there is nothing to time"
TIMING = ("pytest", "--benchmark-only", "--benchmark-quiet", "--benchmark-max-time=0.2")
PROJECT = nox.project.load_toml("pyproject.toml")
# Each of the hundreds of processes would compile all that it imports, for seconds.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def install(session, *groups, base=True):
    session.install(*requirements(*groups, base=base))


def requirements(*groups, base=True):
    """For pip: what the project's table asks for, in the versions of constraints.txt."""
    wanted = list(PROJECT["project"]["dependencies"]) if base else []
    wanted += nox.project.dependency_groups(PROJECT, *groups)
    # without bytecode, which whoever imports a module writes: for all of PyTorch it takes 17 s
    return ["--quiet", "--no-compile", "--constraint", "constraints.txt", *wanted]


@nox.session(venv_backend="none")
def correctness(session):
    """Ask all implementations, the frameworks side by side: `nox -s correctness -- --full`.

    Each framework is asked in the environment of its own `bench`. Arguments after -- are pytest's:
    `-- --help` explains them under "xentbench", `-- --list` shows the values of each axis. What
    they narrow is told at once and kept apart; else the report is made of all, red or green.
    """
    ask(session, FRAMEWORKS, "xentbench.abreast", "--benchmark-skip", *left_out(APART, ELSEWHERE))


@nox.session(venv_backend="none")
def throughput(session):
    """Time and weigh whoever answers rightly: `nox -s throughput -- --implementation torch_eager`.

    Each implementation runs in a process of its own, in the environment of its framework, and
    their rounds are interleaved. Arguments after -- are pytest's, and may leave nothing to time.
    """
    ask(session, FRAMEWORKS, *TIMING, *left_out(APART, ELSEWHERE))


@nox.session(venv_backend="none", default=False)
def everyone(session):
    """Time those of `apart` beside all others: `nox -s everyone -- --implementation 'keras*'`.

    An environment is made for whoever is asked; without arguments they are gigabytes.
    """
    asking = environment(session, "numpy")
    homes = [f"--home={whose(name)}={name}" for name in (*FRAMEWORKS, *APART)]
    words = "-m", "xentbench.homes", *homes, *session.posargs
    told = session.run(asking, *words, external=True, silent=True)
    interpreted = [] if shutil.which("nvidia-smi") else ["triton"]
    wanted = [name for name in (told or "").split() if name not in interpreted]
    ask(session, wanted, *TIMING, *left_out(interpreted, INTERPRETED))


def ask(session, names, module, *arguments):
    """Run *module* of NumPy's environment, which is told of the interpreters of *names*."""
    report_later(session)
    pythons = {whose(name): environment(session, name) for name in dict.fromkeys((*names, "numpy"))}
    told = [f"--python={who}={path}" for who, path in pythons.items()]
    timed = session.posargs and module == "pytest"  # they may leave nothing to time
    session.run(
        pythons["numpy"], "-m", module, *told, *arguments, *session.posargs, external=True,
        interrupt_timeout=90, success_codes=[0, 5] if timed else [0],
    )  # fmt: skip


@nox.session(default=False)
@nox.parametrize("framework", FRAMEWORKS, ids=FRAMEWORKS)
def bench(session, framework):
    """Ask the implementations of one framework: `nox -s "bench(torch)" -- --regime ordinary`."""
    ask_here(session, framework, f"--framework={framework}", *left_out(APART, ELSEWHERE))


@nox.session(default=False)
@nox.parametrize("library", [*APART], ids=[*APART])
def apart(session, library):
    """Ask what `nox` leaves out, in an environment of its own: `nox -s "apart(tensorflow)"`."""
    framework, who = APART[library]
    share = [f"--share={library}={who}"] if who != "*" else []
    ask_here(session, library, f"--framework={framework}", *share)


def ask_here(session, name, *arguments):
    report_later(session)
    install(session, *groups(name))
    session.run("python", "-m", "pytest", "--benchmark-skip", *arguments, *session.posargs)


def left_out(names, why):
    return [f"--leave-out={','.join(map(whose, names))}={why}"] if names else []


def whose(name):
    """How pytest is told of whom: by a framework, or by a glob over implementations."""
    framework, who = APART.get(name, (name, "*"))
    return framework if who == "*" else who


def groups(name):
    """The dependency groups of one of FRAMEWORKS or APART, or of what needs all frameworks."""
    beside = FRAMEWORKS if name == "tests" else APART.get(name, ())[:1]
    return dict.fromkeys((*beside, name))


@nox.session(venv_backend="none", default=False)
def search(session):
    """Search for what is worst: `nox -s search -- --implementation numpy_log1p --budget 60s`.

    What breaks a record is kept beside the implementation, and asked again in every run.
    """
    each_family(session, "xentbench.search")


@nox.session(venv_backend="none", default=False)
def exhaustive(session):
    """Ask all inputs there are: `nox -s exhaustive -- --implementation NAME --space SPACE`.

    Interrupted or killed, the same command goes on where it was; `--shard 3/64` asks a share.
    """
    each_family(session, "xentbench.exhaustive")


def each_family(session, module):
    """Run what asks implementations of its own framework alone, in each."""
    for name in FRAMEWORKS:
        python = environment(session, name)
        words = "-m", module, f"--framework={name}", *session.posargs
        session.run(python, *words, external=True, interrupt_timeout=90)


def report_later(session):
    if set(session.posargs) <= {"--full"}:
        session.notify("report")


def environment(session, name):
    """The Python of `bench(name)`, `apart(name)` or `tests`; made if it is not there."""
    kind = "apart-" if name in APART else "bench-" if name in FRAMEWORKS else ""
    folder = session.cache_dir.with_name(f"{kind}{name}")
    if not interpreter(folder):
        session.run(sys.executable, "-m", "venv", str(folder), external=True, silent=True)
    python, wanted = interpreter(folder), requirements(*groups(name))
    told = "\n".join([*wanted, Path("constraints.txt").read_text(encoding="utf-8")])
    if not (made_of := folder / "made-of.txt").exists() or made_of.read_text("utf-8") != told:
        session.run_install(python, "-m", "pip", "install", *wanted, external=True, silent=True)
        made_of.write_text(told, encoding="utf-8")
    return python


def interpreter(folder):
    """Its path in a virtual environment of any system; None where there is no environment."""
    return next((str(path) for path in folder.glob("*/python*") if path.stem == "python"), None)


@nox.session(default=False)
def report(session):
    """Render the last results: `nox -s report -- markdown`; by default everything, and a table."""
    install(session, "report", base=False)
    session.run("python", "-m", "reports", *(session.posargs or ["all"]))


@nox.session(default=False)
def readme(session):
    """Fail where README.md is older than the published results: `nox -s readme -- --write`."""
    install(session, "report", base=False)
    session.run("python", "-m", "reports._published", *session.posargs)


@nox.session(default=False)
def tests(session):
    """Test the project itself: the oracle, the judge, the faults, the reports, the doors."""
    install(session, *groups("tests"))
    how = "-n", "auto", "--dist", "loadgroup", "--durations", "15", "--timeout", "2400"
    session.run("python", "-m", "pytest", "suites/meta", *how, *session.posargs)


@nox.session(venv_backend="none", default=False)
def selfcheck(session):
    """Ask whether the bench would notice: faults, right code, a thousand mutants.

    In the environment of `tests`. Arguments after -- are those of `python -m suites.meta.mutation`.
    """
    python = environment(session, "tests")
    both = "suites/meta/test_faults.py", "suites/meta/test_unusual.py"
    session.run(python, "-m", "pytest", *both, "-n", "auto", "--dist", "loadgroup", external=True)
    session.run(python, "-m", "suites.meta.mutation", *session.posargs, external=True)


@nox.session(default=False)
def browser(session):
    """Test the page in Chromium, which has to be there: `apt-get install chromium`."""
    install(session, "browser")
    session.run("python", "-m", "pytest", "suites/browser", *session.posargs)


@nox.session(default=False)
def lint(session):
    """Format and lint: `nox -s lint -- --fix` mends what it can."""
    install(session, "lint", base=False)
    fix = "--fix" in session.posargs
    session.run("ruff", "format", *([] if fix else ["--check"]), ".")
    session.run("ruff", "check", *session.posargs, ".")


@nox.session(default=False)
def types(session):
    """Check the types of the harness."""
    install(session, "types")
    session.run("mypy", *session.posargs)


@nox.session(default=False)
def clean(session):
    """Forget the caches of the oracle and of compiled kernels."""
    shutil.rmtree(".cache", ignore_errors=True)
    session.log("removed .cache; reports/latest and the environments in .nox are still there")


if __name__ == "__main__":
    nox.main()
