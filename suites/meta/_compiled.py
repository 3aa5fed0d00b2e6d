"""Compile our Triton kernels for a GPU of compute capability 9.0, which need not be there.

The interpreter runs much that does not compile. Prints a line for each kernel that did.
"""

import triton
import triton.language as tl
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource

from implementations._triton_kernels import rows

BFLOAT16 = {"WIDE": tl.float32, "LEAD": 40.0, "SHORT": True}
FLOAT32 = {"WIDE": tl.float32, "LEAD": 40.0, "SHORT": False}
HARD = {"MIXED": False, "SMOOTHING": 0.0, "SLOPED": True, "UNLESS_ONE": True}
SMOOTHED = HARD | {"MIXED": True, "SMOOTHING": 0.125}
ABSENT = {"weight": None, "shared": None, "divisor": None}
OF_ROWS = {"targets": "*i64", "divisor": "*fp64", "rests": "*fp64", "masses": "*fp64"}
KERNELS = (
    (rows.forward, "bf16", BFLOAT16 | HARD | ABSENT, (1, 8192, False)),
    (rows.forward, "fp32", FLOAT32 | HARD | ABSENT, (1, 4096, False)),
    (rows.forward, "fp32", FLOAT32 | SMOOTHED, (2, 1024, True)),
    (rows.backward, "bf16", BFLOAT16 | HARD | ABSENT, (1, 8192, False)),
)


def signature(kernel, dtype, known):
    """The type of each argument: a pointer or a whole number, if it is no constant."""
    numbers = ("num_", "ignore_index", "span")
    for name in kernel.arg_names:
        if name in known:
            yield name, "constexpr"
        elif name.endswith("stride") or name.startswith(numbers):
            yield name, "i32"
        else:
            yield name, "*fp32" if name == "peaks" else OF_ROWS.get(name, f"*{dtype}")


if __name__ == "__main__":
    for kernel, dtype, known, (row_count, block, whole) in KERNELS:
        known = known | {"ROWS": row_count, "BLOCK": block, "WHOLE": whole}
        known = {name: value for name, value in known.items() if name in kernel.arg_names}
        source = ASTSource(kernel, dict(signature(kernel, dtype, known)), known)
        compiled = triton.compile(source, target=GPUTarget("cuda", 90, 32))
        print(kernel.__name__, dtype, len(compiled.asm["ptx"]))
