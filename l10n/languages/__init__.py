"""Languages as values: what the other packages ask of a language, and what only one of them has."""
