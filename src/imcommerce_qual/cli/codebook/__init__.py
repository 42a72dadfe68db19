"""Commands under ``imqual codebook``: what each does is in ``actions``."""
