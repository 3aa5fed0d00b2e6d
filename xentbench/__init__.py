"""Where implementations, suites and reports meet: the only package that imports all three."""

__version__ = "0.1.0"
