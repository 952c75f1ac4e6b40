"""People at work on an article's units, at the page or in a terminal."""
