"""Quotations in a manuscript: found, attributed, and compared with what the participants said."""
