"""The model as text and files for people. Never reads."""
