"""One use case per file, one transaction each. What follows from an act is written with it."""
