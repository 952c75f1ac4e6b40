"""The numbers that a text writes or says, compared by value."""
