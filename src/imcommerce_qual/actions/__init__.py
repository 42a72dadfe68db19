"""The library API: what every front end calls, returning frozen results."""
