"""The program's texts in the reader's language, for the command line and the review page."""
