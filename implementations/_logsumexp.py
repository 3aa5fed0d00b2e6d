"""Where a log-sum-exp fails from which a logit is subtracted, in whatever framework."""

OFFSET = "the log-sum-exp is rounded at the size of the logits, then a large logit cancels it"

#: By glob over the cell.
CANCELLED = {
    f"value*/*/{regime}/*": OFFSET
    for regime in (
        "*_offset",
        "all_equal",
        "assorted",
        "far_spread",
        "heavy_tailed",
        "low_temperature",
        "overflowing_exp",
        "rows_far_apart",
        "target_one_ulp_below",
        "tied_at_the_largest_number",
        "tied_with_the_target",
        "worst_known",
    )
} | {f"value/*/{regime}/float64/*": OFFSET for regime in ("confident", "underflowing_exp")}

#: Of soft targets.
SOFT = {"value/soft_targets/underflowing_exp/*": OFFSET}
