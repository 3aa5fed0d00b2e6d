"""Cross-entropy in one pass over the logits, compiled by Numba: kernels that know no framework.

`exponential` has exp; `blocks` what is done with a block of classes, `rows` with a row of them, and
`short` with many rows of a few; `gradients` and `smoothing` go beside. `storage` reads and writes
formats; `machine` says what Numba has no words for. `kernels` loops over rows, `driver` shares
these, or pieces of them, among threads, and `losses` has the options. `floating` is for who is
called by others.
"""
