"""Our own files to and from the model."""
