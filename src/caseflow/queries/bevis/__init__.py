"""The proof that no akt can come to where it must not be, whoever does what (docs/beviset.md)."""
