"""How far coders agree: arrays in, an `Estimate` out; written on NumPy alone, and knows nothing of studies.

``counts`` holds what was coded, ``estimate`` what comes out, ``named`` every coefficient by its name.
"""
