"""English: the words that tell an untranslated word from a name, numerals and months in words."""

CODE = "en"
