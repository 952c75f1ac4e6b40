"""What the program says, in the reader's language: for the command line and for the review page."""
