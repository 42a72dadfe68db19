"""Parts of the coding screen."""
