"""What a text is made of: inline codes, prose, addresses."""
