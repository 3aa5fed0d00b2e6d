"""What the clock asks of a GPU through PyTorch: its own time, its memory, its bandwidth."""

import torch


def seconds(call, inputs):
    """Seconds a call on the device's own clock, from events around all of them."""
    began, ended = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    torch.cuda.synchronize()
    began.record()
    for given in inputs:
        call(*given)
    ended.record()
    torch.cuda.synchronize()
    return began.elapsed_time(ended) / 1e3 / len(inputs)


def memory(run):
    """Bytes that the allocator handed out above what was there before: at the highest, and after.

    After it, what *run* returned is still held.
    """
    torch.cuda.synchronize()
    before = torch.cuda.memory_allocated()
    torch.cuda.reset_peak_memory_stats()
    held = run()
    torch.cuda.synchronize()
    peak, after = torch.cuda.max_memory_allocated(), torch.cuda.memory_allocated()
    del held
    return peak - before, after - before


def yardstick(mix, size, threads):
    """One pass over *size* bytes at each call; two buffers take turns."""
    words = max(1, size // 4)
    buffers = [torch.ones(words, device="cuda"), torch.ones(words, device="cuda")]

    def one_pass():
        buffers.reverse()
        if mix == "read":
            torch.amax(buffers[0])
        else:
            buffers[1].copy_(buffers[0])
        torch.cuda.synchronize()

    return one_pass
