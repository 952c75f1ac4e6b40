"""The rules that look at translations, one module a rule."""
