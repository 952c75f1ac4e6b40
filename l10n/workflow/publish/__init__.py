"""From catalogs to published articles: compile, link, write, watch."""
