"""Import and export: hand-offs, bilingual pages, memory, terms."""
