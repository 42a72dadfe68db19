"""LaTeX as it reads: macros of the draft's own expanded, quotations of csquotes and environments, no comments."""
