"""Loads the plugin in which implementations, suites and reports meet."""

pytest_plugins = ["xentbench.plugin"]
