"""Call frames of XLA's foreign functions, in which arguments and results are memory of JAX's own.

They are read as words of 64 bits, in the order of `xla/ffi/api/c_api.h`, of which jaxlib ships a
copy (`jax.ffi.include_dir()`). Each structure begins with its size and a list of extensions, and
new fields are added behind those that there are: what is read here is as old as version 0.1.
"""

import ctypes
import math
import struct
from collections.abc import Callable

import ml_dtypes
import numpy as np

NEWEST = 3  #: the minor version of the header that this was written from; the major one is 0
EXECUTE = 3  #: the stage of a call in which there are arguments
METADATA, INTERNAL = 1, 13
DTYPES = {
    kind: np.dtype(dtype)
    for kind, dtype in {
        2: "int8", 3: "int16", 4: "int32", 5: "int64", 6: "uint8", 7: "uint16", 8: "uint32",
        9: "uint64", 10: "float16", 11: "float32", 12: "float64", 16: ml_dtypes.bfloat16,
    }.items()
}  # fmt: skip

Function = Callable[[list[np.ndarray], list[np.ndarray], str], None]


def handler(function: Function):
    """What XLA can call, and calls *function* of arguments, results to be written, and a string.

    That is the only attribute of the call. An exception becomes XLA's error. Whoever registers
    the handler keeps it, since XLA does not.
    """

    def handle(frame):
        _, extension, api, _, stage, *rest = _words(frame, 21)
        if extension and _words(extension, 2)[1] & 0xFFFFFFFF == METADATA:
            return _introduce(_words(extension, 4)[3], api)
        if stage & 0xFFFFFFFF != EXECUTE:
            return None
        _, _, arguments, _, at_arguments, _, _, results, _, at_results, *_, at_values = rest
        try:
            at, length = _words(*_words(at_values, 1), 2)
            function(
                [_array(each) for each in _words(at_arguments, arguments)],
                [_array(each) for each in _words(at_results, results)],
                ctypes.string_at(at, length).decode(),
            )
        except Exception as error:
            return _error(api, f"{type(error).__name__}: {error}")
        return None

    return ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(handle)


def _words(address, count):
    return struct.unpack(f"{count}q", ctypes.string_at(address, 8 * count))


def _array(buffer):
    _, _, kind, data, rank, dims = _words(buffer, 6)
    dtype, shape = DTYPES[kind & 0xFFFFFFFF], _words(dims, rank)
    size = dtype.itemsize * math.prod(shape)
    if not size:
        return np.empty(shape, dtype)
    return np.ndarray(shape, dtype, (ctypes.c_char * size).from_address(data))


def _introduce(metadata, api):
    """Say of which version the handler is: XLA refuses one that is newer than itself.

    The metadata is its size, and a version as the api has it: size, extensions, major and minor.
    """
    minor = _words(api, 5)[4] >> 32
    ctypes.c_int64.from_address(metadata + 24).value = min(NEWEST, minor) << 32
    ctypes.c_int32.from_address(metadata + 32).value = 0  # traits, which are for GPUs


def _error(api, message):
    """The first function that the api has makes it, of a message and a code."""
    (create,) = _words(api + 48, 1)
    text = ctypes.create_string_buffer(message.encode())
    given = struct.pack("4q", 32, 0, ctypes.addressof(text), INTERNAL)
    return ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_char_p)(create)(given)
