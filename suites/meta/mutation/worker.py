"""A process of one framework that asks its mutants: `python -m ... JOBS RESULTS pytest's words`."""

import json
import sys
from pathlib import Path

import pytest

from suites.meta.mutation.asking import Asking

if __name__ == "__main__":
    jobs, results, *words = sys.argv[1:]
    asking = Asking(json.loads(Path(jobs).read_text(encoding="utf-8")), Path(results))
    sys.exit(pytest.main(words, plugins=[asking]))
