"""Where a kernel fails because Triton's interpreter runs it, and would not on a GPU."""

#: Of kernels that call a method of a number that they were given.
FLOATS = "Triton's interpreter hands over a Python float, which has no method `to`"

#: https://github.com/triton-lang/triton/issues/4972 has the maintainers' word.
BFLOAT16 = "Triton's interpreter does not compute in bfloat16: it truncates, and multiplies bits"
