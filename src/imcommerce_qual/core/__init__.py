"""Pure functions over the model: no file is read or written here."""
