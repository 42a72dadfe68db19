"""Foreign files to and from the model."""
