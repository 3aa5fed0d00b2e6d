"""What is told about it: records in, one document out.

Every module in this folder whose name does not start with an underscore is one format: its
file name is its name, its docstring its description, and its `render(run)` turns a `Run` into
text. Nothing in here imports an implementation or a suite, so that a report can be made where
no framework is installed.
"""
