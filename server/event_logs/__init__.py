"""Where batches are kept: one module per storage engine."""
