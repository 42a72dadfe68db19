"""imqual: coding qualitative interviews in the terminal, from transcripts to the theme tables of a paper."""

# A literal: asking importlib.metadata costs 45 ms at every start.
__version__ = "0.1.0"
