"""Made-up akter for the survey, the extracts, the disclosures and the disposal."""

from dataclasses import replace

from caseflow.documents.underlag import Underlag
from caseflow.engine.fakta import Varde
from tests.documents.underlagsbygge import underlag


def med(grund: Underlag, **varden: Varde) -> Underlag:
    """The same underlag with what is filled in for its handling, by code and as it is read."""
    return replace(
        grund, ifyllt=varden, ifyllda=tuple((kod, kod, str(v)) for kod, v in varden.items() if v)
    )


def enkat(slag: str, sprak: str = "sv", tillfalle: str = "vid_avslut") -> tuple[str, Underlag]:
    return "brukarenkat", med(underlag(slag, sprak=sprak), tillfalle=tillfalle)


UNDERLAG: dict[str, tuple[str, Underlag]] = {
    "enkat_utsatt": enkat("utsatt"),
    "enkat_utovare": enkat("utovare", tillfalle="sex_manader"),
    "enkat_friyta": enkat("friyta"),
    "enkat_engelska": enkat("utovare", "en"),
    "enkat_arabiska": enkat("utsatt", "ar"),
    "enkat_somaliska": enkat("utovare", "so", "sex_manader"),
}
