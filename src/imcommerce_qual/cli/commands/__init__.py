"""One module a command: parse, call an action, show."""
