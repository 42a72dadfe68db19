"""Settling disagreements in a meeting, or proposing alone how."""
