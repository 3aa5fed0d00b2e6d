"""Where a linear classifier's losses fail whose logits are rounded before they are compared."""

#: By glob over the cell.
ROUNDED = {
    f"*/{cells}/*": "logits near 4e6 are rounded to 24 bits, then differ"
    for cells in ("linear*/large_offset", "linear/assorted")
}
