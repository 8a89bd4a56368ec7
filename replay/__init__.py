"""Readers of the log that bring a past moment back."""
