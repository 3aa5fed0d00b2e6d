"""What the clock asks of a GPU through JAX, which tells neither its time nor a peak of one call."""

import jax
import jax.numpy as jnp


def seconds(call, inputs):
    """None: JAX has no events; its profiler writes a trace instead."""
    return


def memory(run):
    """Bytes above what was there before: at the highest, and afterwards, with what *run* returned.

    The peak is None below an earlier one: the allocator's is that of the whole process, and
    cannot be set back.
    """
    device = jax.devices()[0]
    before = device.memory_stats()
    returned = jax.block_until_ready(run())
    after = device.memory_stats()
    del returned
    held = after["bytes_in_use"] - before["bytes_in_use"]
    if after["peak_bytes_in_use"] == before["peak_bytes_in_use"]:
        return None, held
    return after["peak_bytes_in_use"] - before["bytes_in_use"], held


def yardstick(mix, size, threads):
    """One pass over *size* bytes at each call; two buffers take turns."""
    words = max(1, size // 4)
    buffers = [jnp.ones(words, jnp.float32), jnp.full(words, 2, jnp.float32)]
    one_pass = jax.jit(jnp.max if mix == "read" else jnp.negative)
    return lambda: (buffers.reverse(), jax.block_until_ready(one_pass(buffers[0])))
