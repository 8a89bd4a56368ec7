"""Readers of the log that keep attendance, audits and analytics up to date."""
