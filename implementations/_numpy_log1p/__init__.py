"""What numpy_log1p is made of: one file for each family of losses, its formulas proved there.

Everything is float64 inside and rounded once. torch_log1p computes the same formulas.
"""
