"""Telling people: in-app notes. They carry no personal data, only where to look."""
