"""Where a loss is wrong in whatever framework: what options do, and what sums over classes."""

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

_SUMMED = (
    "a sum too large for the dtype, or 131,072 examples in float16, is inf before it is divided"
)

#: By glob over the cell: a loss that overflows before a weight brings it back.
WEIGHED_TOO_LATE = {
    "value*/weighted*/infinite_loss/*": "inf before it is multiplied by a weight below 1, or by 0",
}

#: In how many sums terms are added up depends on the vectors of the CPU, and so does what is lost.
ADDED_TOO_COARSELY = dict.fromkeys(
    (
        "*/absorbed_crowd/float[36]*/*",
        "*/assorted/float32/*x1000/*",
        *(f"*/{regime}/float32/*x131072/*" for regime in ("large_offset", "masked_with_infinity")),
    ),
    "1 + exp(-gap) is 1 for each class, or hardly more; over many classes that adds up",
)

#: A mean that is finite, of losses whose sum is not.
AVERAGED_TOO_LATE = {
    f"value*/*mean/extreme_magnitudes/{where}/*": _SUMMED
    for where in ("*[26]", "float64/[!6]*")  # the float64 case of 64 rows does not overflow
}

#: A mean over more examples than the dtype can count.
COUNTED_IN_HALF = {
    "total_of_many/plain_mean/*/float16/*": _SUMMED,
}

#: A focal loss made of a probability.
FOCUSED_ON_NOTHING = {
    "training/focal/*": "1 - p is 0 where p is close to 1, and so is the gradient",
}

#: Of soft targets alone: what has no share is multiplied by it like all else.
NO_SHARE = {
    f"value*/soft_*/{regime}/*": "0 * -inf: NaN for a class at -inf with no share"
    for regime in _MASKED
}

#: Of soft targets, in a mean too.
SHARED_TOO_LATE = {
    "value*/soft_*/extreme_magnitudes/*": "a loss that overflows, before its share is taken",
}

#: The losses of all classes, computed one by one and then mixed.
MIXED_TOO_LATE = {
    **{
        f"value*/*smoothed*/{regime}/*": "added before the share of each is taken, they overflow"
        for regime in _LARGE
    },
    "value*/soft_targets/tied_at_the_largest_number/*": "a loss that overflows, times a share of 0",
    **{
        f"value*/weighted_smoothed*/{regime}/*": "0 * -inf: NaN for a class at -inf with no weight"
        for regime in _MASKED
    },
    **{
        f"value*/smoothed_to_the_mean/{regime}/*": "0 * inf: NaN for a target with no share"
        for regime in ("infinite_loss", "nonfinite_table")
    },
    **NO_SHARE,
}
