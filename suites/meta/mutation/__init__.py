"""The power of the bench, measured: right implementations with one sin each, and who is caught.

`python -m suites.meta.mutation` asks every mutant what the bench asks by default until one answer
is wrong. mutmut and Cosmic Ray would start the tests anew for each of a thousand mutants, and do
not know the sins of this field: an axis, a dtype, a shift, a mask.
"""
