"""How far coders of a study agree: from what each had done alone, through counts that add up, to numbers by code.

``looking`` says what counts of a coder's history, ``levels`` which codes and parents are counted, ``counting`` counts a
transcript, ``summing`` makes numbers of the counts, ``pointing`` says what to talk about, ``values`` hold it all.
"""
