"""Reviewing: excerpts one under the other, across transcripts."""
