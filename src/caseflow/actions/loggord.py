"""What may stand in a log of something that went wrong. A driver's text, or an akt's, may hold case data."""

from __future__ import annotations

from caseflow.engine.errors import CaseflowError


def log_words(fault: BaseException) -> str:
    """Our own headline, which holds no case data; of all else the kind of the fault alone."""
    if isinstance(fault, CaseflowError):
        return f"{fault.code} {fault.vad}"
    return type(fault).__name__
