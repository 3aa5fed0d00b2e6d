"""What torch_log1p is made of: functions with a backward pass of their own, which does not cancel.

The formulas and their proofs are those of `_numpy_log1p`. Here they are computed in float32 for
every dtype but float64, and what is plain arithmetic is left to autograd.
"""
