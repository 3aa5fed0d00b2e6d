"""What torch_triton_fused is made of: kernels over tiles of rows, and what launches them."""
