"""Plan who codes what, in which rounds, and hand the study out."""
