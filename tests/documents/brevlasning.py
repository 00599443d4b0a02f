"""What a test reads of a letter without setting it: its gaps and its words."""

import re

from caseflow.documents.mallar import MALLAR, saknas
from caseflow.documents.render import framstall
from caseflow.documents.underlag import Underlag


def texterna(kod: str, grund: Underlag) -> list[str]:
    return [b.text for b in saknas(MALLAR[kod], grund)]


def html_ord(kod: str, grund: Underlag, *, slutlig: bool = False) -> str:
    """The words of the page, without setting it."""
    html = framstall(kod, grund, slutlig=slutlig).html
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())
