"""Values only: what a study is made of. Frozen dataclasses, standard library, no reading and no arithmetic."""
