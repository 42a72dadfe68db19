"""Screens that ask for something, over the coding screen."""
