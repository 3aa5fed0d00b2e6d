"""PyTorch through Inductor: the functions of torch_eager under `torch.compile`."""

import os
import shlex
import shutil
import sys
from functools import partial

import torch

from implementations import Unavailable, _linear, _options, _torch_losses, torch_eager

FRAMEWORK = "torch"
COSTLY = True
KNOWN_FAILURES = (
    _torch_losses.KNOWN_FAILURES
    | _options.ADDED_TOO_COARSELY
    | _options.COUNTED_IN_HALF
    | _linear.ROUNDED
    | {
        cells: reason
        for cells, reason in torch_eager.KNOWN_FAILURES.items()
        if cells.startswith("value*/")
        or cells
        in (
            "gradient*/bfloat16/*",
            "gradient/all_ignored/nonfinite_table/*",
            "gradient/all_ignored_sum/nonfinite_table/*",
            "*/confident/float64/*x10??/*",
        )
    }
    | {
        "compiled_or_not/*/bfloat16/*": "Inductor's exp and order of addition are its own",
    }
)
HOMEPAGE = "https://pytorch.org"

_compiler = os.environ.get("CXX", "clang++" if sys.platform == "darwin" else "g++")
if shutil.which(shlex.split(_compiler)[0]) is None:
    raise Unavailable(
        f"torch.compile needs a C++ compiler and there is no {_compiler}; "
        "install one or set CXX, which enables torch_compiled"
    )

# The whole graph or an error, so that no break and no recompile limit returns to eager mode; and a
# kernel of its own for each shape, so that no answer depends on which shapes were asked before.
torch._dynamo.config.recompile_limit = torch._dynamo.config.accumulated_recompile_limit = 1024
_compiled = partial(torch.compile, fullgraph=True, dynamic=False)

cross_entropy = _compiled(torch_eager.cross_entropy)
soft_cross_entropy = _compiled(torch_eager.soft_cross_entropy)
binary_cross_entropy = _compiled(torch_eager.binary_cross_entropy)
binary_cross_entropy_from_probs = _compiled(torch_eager.binary_cross_entropy_from_probs)
focal = _compiled(torch_eager.focal)
binary_focal = _compiled(torch_eager.binary_focal)
kl_divergence = _compiled(torch_eager.kl_divergence)
entropy = _compiled(torch_eager.entropy)
z_loss = _compiled(torch_eager.z_loss)
softcapped_cross_entropy = _compiled(torch_eager.softcapped_cross_entropy)
spatial_cross_entropy = _compiled(torch_eager.spatial_cross_entropy)

if hasattr(torch_eager, "linear_cross_entropy"):
    linear_cross_entropy = _compiled(torch_eager.linear_cross_entropy)

if cross_entropy is torch_eager.cross_entropy:
    raise Unavailable("TORCHDYNAMO_DISABLE is set; unset it, which enables torch_compiled")
