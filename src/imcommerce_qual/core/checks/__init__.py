"""Named checks of a study: values in, faults out. Each is a function of its own and can be run alone."""
