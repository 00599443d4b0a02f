"""caseflow: ärenden om våld i nära relation, från upptäckt till uppföljning."""

__version__ = "0.1.0"
