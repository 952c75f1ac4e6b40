"""Languages as values. Other packages ask them for words and traits; a folder holds what only one language has."""
