"""Screens (Textual) over sessions that know no Textual."""
