"""What the codings look like from further off: what occurs together, when codes first occur, who says what."""
