"""An interview cut in units, and which coder marked which code in them: model values in, count tables out.

``frame`` says whose words count, ``cutting`` cuts them in units, ``presence`` and ``characters`` count, ``matches``
compares spans as they are, ``places`` hands spans to the unitizing alphas.
"""
