"""The parts of a text: inline codes, prose, addresses."""
