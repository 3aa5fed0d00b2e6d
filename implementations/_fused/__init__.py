"""Cross-entropy in one pass over the logits, compiled by Numba: kernels that know no framework.

`exponential` has exp, `blocks` what is done with a block of classes, `rows` with a row; `storage` reads
and writes the formats, `machine` has what Numba does not say; `driver` shares the rows among threads.
"""
