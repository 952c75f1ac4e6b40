"""Review of an article's units by people, on the page or in a terminal."""
