"""Instructions that Numba has no words for, and where what it compiles is kept."""

import hashlib
from pathlib import Path

import numba
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from implementations import _cache

# Numba looks whether a function's own file has changed, and not at those that it calls.
_SOURCES = sorted(Path(__file__).parent.glob("*.py"))
_DIGEST = hashlib.sha256(b"".join(file.read_bytes() for file in _SOURCES)).hexdigest()[:16]
if not numba.config.CACHE_DIR:
    numba.config.CACHE_DIR = _cache.folder(f"numba/{_DIGEST}")

LANES = 16  #: float32 of the widest vectors, 64 bytes


@intrinsic
def fma(typing, a, b, c):
    """a * b + c, rounded once where the processor can do that in one instruction."""

    def generate(context, builder, signature, arguments):
        kind = arguments[0].type
        function = builder.module.declare_intrinsic(
            "llvm.fmuladd", [kind], ir.FunctionType(kind, [kind] * 3)
        )
        return builder.call(function, arguments)

    return a(a, a, a), generate


@intrinsic
def widest_vectors(typing):
    """Say of the function that calls this that vectors may be as wide as there are.

    LLVM prefers 32 bytes: 64 once slowed the clock. llvmlite prints an attribute as it stands.
    """

    def generate(context, builder, signature, arguments):
        set.add(builder.function.attributes, '"prefer-vector-width"="512"')
        return context.get_dummy_value()

    return types.void(), generate


@intrinsic
def bitcast(typing, value, kind):
    """The same bits, read as another type."""
    kind = kind.dtype

    def generate(context, builder, signature, arguments):
        return builder.bitcast(arguments[0], context.get_value_type(kind))

    return kind(value, types.NumberClass(kind)), generate


@intrinsic
def power_in(typing, value):
    """2 to the power that is in the lowest bits of *value*: these are taken for the exponent."""

    def generate(context, builder, signature, arguments):
        width, mantissa = (32, 23) if value == types.float32 else (64, 52)
        whole = ir.IntType(width)
        bits = builder.shl(builder.bitcast(arguments[0], whole), whole(mantissa))
        return builder.bitcast(bits, arguments[0].type)

    return value(value), generate


@intrinsic
def pointer(typing, address, kind):
    """To what *address*, a whole number, is that of."""
    target = types.CPointer(kind.dtype)

    def generate(context, builder, signature, arguments):
        return builder.inttoptr(arguments[0], context.get_value_type(target))

    return target(address, kind), generate


@intrinsic
def from_half(typing, bits):
    """The float32 that a float16 is."""

    def generate(context, builder, signature, arguments):
        return builder.fpext(builder.bitcast(arguments[0], ir.HalfType()), ir.FloatType())

    return types.float32(bits), generate


@intrinsic
def to_half(typing, value):
    """The bits of the float16 next to a float32, to even."""

    def generate(context, builder, signature, arguments):
        half = builder.fptrunc(arguments[0], ir.HalfType())
        return builder.bitcast(half, ir.IntType(16))

    return types.int16(value), generate


@intrinsic
def fetch(typing, array, place):
    """Ask for the 64 bytes about array[place], which may lie outside, into the second cache."""

    def generate(context, builder, signature, arguments):
        data = context.make_array(array)(context, builder, arguments[0]).data
        at = builder.bitcast(builder.gep(data, [arguments[1]]), ir.IntType(8).as_pointer())
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [at.type, number, number, number])
        function = builder.module.declare_intrinsic("llvm.prefetch", [at.type], kind)
        builder.call(function, [at, number(0), number(2), number(1)])
        return context.get_dummy_value()

    return types.void(array, place), generate


@intrinsic
def stream(typing, source, place, destination, to, factor):
    """destination[to : to + 16] = factor * source[place : place + 16], past the caches.

    All float32, and the destination is aligned to 64 bytes there. What is overwritten need not be
    fetched from memory.
    """

    def generate(context, builder, signature, arguments):
        from_array, start, to_array, end, scale = arguments
        vector = ir.VectorType(ir.FloatType(), LANES)

        def at(kind, array, index):
            data = context.make_array(kind)(context, builder, array).data
            return builder.bitcast(builder.gep(data, [index]), vector.as_pointer())

        values = builder.load(at(source, from_array, start), align=4)
        one = builder.insert_element(ir.Constant(vector, ir.Undefined), scale, ir.IntType(32)(0))
        mask = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        splat = builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), mask)
        stored = builder.store(
            builder.fmul(values, splat), at(destination, to_array, end), align=4 * LANES
        )
        hint = builder.module.add_metadata([ir.IntType(32)(1)])
        stored.set_metadata("nontemporal", hint)
        return context.get_dummy_value()

    return types.void(source, place, destination, to, factor), generate
