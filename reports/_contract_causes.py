"""What a failure in one question of the contract, or in one property, suggests by itself."""

from reports._causes import Cause

QUESTIONED = (
    Cause("buffer", "the answer lies in memory that the next call writes to",
          ("a_second_time/*",), ("untouched/*",), "after another call"),
    Cause("writes", "it writes into what it was given",
          ("untouched/*", "read_only/*", "a_second_time/*"), ("gradient/*/ordinary/*",)),
    Cause("layout", "inputs are read as if they were contiguous",
          ("layouts/*", "same_in_every_layout/*"), ("value/*", "gradient/*")),
    Cause("index_dtype", "an index is computed in the dtype of the targets, which it overflows",
          ("target_dtypes/*",), ("value/*",)),
    Cause("no_class", "a target that is no class is taken for another one, or another row's",
          ("targets_out_of_range/*",), ("value/*", "gradient/*")),
    Cause("no_rows", "there is nothing to do for no rows, and it does something",
          ("empty_batch/*",), ("value/*", "gradient/*")),
    Cause("dtype", "the answer is left in the dtype in which it was computed",
          ("shapes_and_dtypes/*", "empty_batch/*"), ("value/*",), "float64"),
    Cause("with_value", "the gradient that comes with the loss, in one call, is another one",
          ("gradient_with_value/*",), ("gradient/*", "value/*")),
    Cause("while_differentiating", "the loss is another one while it is differentiated",
          ("value_while_differentiating/*",), ("gradient/*", "value/*")),
    Cause("alone", "a single row takes another path than a batch",
          ("row_alone/*", "vmap/*"), ("value/*", "gradient/*")),
    Cause("compiled", "compiled, it is another function", ("compiled_or_not/*",), ("value/*",)),
    Cause("spent", "the backward pass spends what a second one needs",
          ("second_backward/*",), ("value/*",)),
    Cause("second_derivative", "its derivative is right, and the derivative of that is not",
          ("hessian_*",), ("gradient/*",)),
    Cause("forward_mode", "forward mode is not the derivative of the loss",
          ("forward_mode/*",), ("gradient/*",)),
    Cause("count", "the number of examples is held in a format that cannot count so far",
          ("total_of_many/*",), ("value/*",)),
    Cause("training", "a training with it is another one: see what its gradient lacks",
          ("training/*",), ("value/*", "gradient/*")),
)  # fmt: skip
#: Of options that properties ask for: by question, the losses that are asked in regimes too.
OPTIONS = {
    "ignore_index": ("ignored*", ("ignored_rows/*", "ignored_in_the_mean/*")),
    "weight": ("weighted*", ("weight_*", "mean_over_the_weights/*")),
    "reduction": ("*_mean", ("mean_*", "sum_of_the_losses/*")),
    "label_smoothing": ("*smoothed*", ("smoothing_is_a_mixture/*",)),
    "soft targets": ("soft_targets*", ("one_hot/*", "shares_are_linear/*")),
    "binary": ("binary*", ("two_classes/*", "pos_weight_of_one/*")),
    "focal": ("focal*", ("focal_without_focus/*",)),
    "kl_divergence": ("kl_divergence", ("entropy_and_divergence/*",)),
}
