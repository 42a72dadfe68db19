"""Words taken out of texts, and everything that points into those texts moved accordingly."""
