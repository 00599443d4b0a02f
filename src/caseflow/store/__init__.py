"""The store: typed tables, one file per aggregate, the append-only history and its projections."""
