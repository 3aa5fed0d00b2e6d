"""Where a linear classifier's losses fail whose logits are rounded before they are compared."""

#: By glob over the cell.
ROUNDED = {"*/linear*/large_offset/*": "logits near 4e6 are rounded to 24 bits, then differ"}

#: Where softmax less 1, or a loss that overflows, has no care taken of it either.
CARELESS = ROUNDED | {
    "gradient/linear*/confident_past_absorption/*": "p - 1 cancels at the target, and is added to",
    "*/linear*/infinite_loss/*": "a logit overflows, and is subtracted from itself: NaN",
}
