"""Where a linear classifier's losses fail whose logits are rounded before they are compared."""

#: By glob over the cell.
ROUNDED = {"*/linear*/large_offset/*": "logits near 4e6 are rounded to 24 bits, then differ"}
