"""What comes in and goes out: hand-offs, bilingual pages, memory, terms."""
