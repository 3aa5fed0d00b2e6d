"""Where options make a loss wrong that is right without them, in whatever framework."""

_LARGE = (
    "every_encoding",
    "extreme_magnitudes",
    "masked_with_the_lowest_number",
    "tied_at_the_largest_number",
)
_MASKED = (
    "infinite_loss",
    "leading_classes_masked",
    "masked_with_infinity",
    "nonfinite_table",
)

#: By glob over the cell: a loss that overflows before a weight brings it back.
WEIGHED_TOO_LATE = {
    "value*/weighted*/infinite_loss/*": "inf before it is multiplied by a weight below 1, or by 0",
}

#: A mean that is finite, of losses whose sum is not.
AVERAGED_TOO_LATE = {
    "value*/*mean/extreme_magnitudes/*": "inf, in one or in the sum of all, before it is divided",
}

#: The losses of all classes, computed one by one and then mixed.
MIXED_TOO_LATE = {
    **{
        f"value*/*smoothed*/{regime}/*": "added before the share of each is taken, they overflow"
        for regime in _LARGE
    },
    "value*/soft_targets/tied_at_the_largest_number/*": "a loss that overflows, times a share of 0",
    **{
        f"value*/{loss}/{regime}/*": "0 * -inf: NaN for a class at -inf with no share, or no weight"
        for loss in ("soft_*", "*smoothed*")
        for regime in _MASKED
    },
}
