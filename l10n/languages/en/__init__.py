"""English: the words that tell an untranslated word from a name."""
