"""Apple's cut cross-entropy: compiled by Inductor on a CPU, and on a GPU its Triton kernels."""

from cut_cross_entropy import linear_cross_entropy as cut
