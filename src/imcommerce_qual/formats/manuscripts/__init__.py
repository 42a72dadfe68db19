"""Drafts of papers, whatever they were written in, as blocks of plain text with places."""
