"""Författningarna som reglerna hänvisar till, och dagarna då de börjar gälla."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseflow.engine.rule import Kalla, Kalltyp, Lag, Sakerhet

LAST = date(2026, 2, 28)
"""Dagen då författningstexterna senast gicks igenom. Ändringar efter den dagen är inte prövade."""

SOL_2001 = Lag("socialtjänstlagen", "2001:453", "SoL", granskad=LAST, sakerhet=Sakerhet.ALLMAN)
"""Den upphävda lagen är känd men inte läst, så varje hänvisning till den säger det."""
SOL = Lag("socialtjänstlagen", "2025:400", "SoL", granskad=LAST)
FL = Lag("förvaltningslagen", "2017:900", "FL", granskad=LAST)
OSL = Lag("offentlighets- och sekretesslagen", "2009:400", "OSL", granskad=LAST)
KL = Lag("kommunallagen", "2017:725", "KL", granskad=LAST)
SOF = Lag("socialtjänstförordningen", "2025:468", "SoF", granskad=LAST)
SOLPUL = Lag("lagen om personuppgifter i socialtjänsten", "2001:454", "SoLPuL", granskad=LAST)
SOLPUF = Lag(
    "förordningen om personuppgifter i socialtjänsten", "2001:637", "SoLPuF", granskad=LAST
)
FB = Lag("föräldrabalken", "1949:381", "FB", granskad=LAST)
LAGSTADGAD_TID = Lag(
    "lagen om beräkning av lagstadgad tid", "1930:173", "lagen om lagstadgad tid", granskad=LAST
)
HELGDAGAR = Lag(
    "lagen om allmänna helgdagar", "1989:253", "lagen om allmänna helgdagar", granskad=LAST
)
KONTAKTUPPGIFTER = Lag(
    "lagen om skyldighet att lämna uppgifter till de brottsbekämpande myndigheterna",
    "2025:170",
    "lagen om uppgifter till brottsbekämpningen",
    granskad=LAST,
)
HSLF_2022_39 = Lag(
    "våld i nära relationer", "2022:39", "HSLF-FS", Kalltyp.FORESKRIFT, granskad=LAST
)
SOSFS_2014_5 = Lag("dokumentation", "2014:5", "SOSFS", Kalltyp.FORESKRIFT, granskad=LAST)
BARN_I_SKYDDAT_BOENDE = Lag(
    "lagen om placering av barn i skyddat boende",
    "2024:79",
    "lagen om barn i skyddat boende",
    granskad=LAST,
)

GAMLA_SOL = date(2002, 1, 1)
UTOVARE_I_SOL = date(2021, 8, 1)
BARN_SOM_BROTTSOFFER = date(2007, 7, 1)
NYA_SOL = date(2025, 7, 1)
SOL_ANDRAS_2026 = date(2026, 1, 15)
"""SFS 2025:1501: besked till den som har anmält oro, och gallring av barnutredningar."""
BARNUTREDNING_GALLRING = SOL_ANDRAS_2026
BRYTER_SEKRETESS_2025 = date(2025, 4, 1)
"""Lagen 2025:170, och med den 10 kap. 18 c § OSL (SFS 2025:179)."""
MELLAN_MYNDIGHETER_2025 = date(2025, 12, 1)
"""10 kap. 15 a § OSL (prop. 2024/25:180)."""
NYA_FL = date(2018, 7, 1)
SOLPUL_GALLER = date(2001, 10, 1)
ATKOMST_KONTROLLERAS = date(2024, 1, 1)
"""10 § SoLPuL (SFS 2023:821). Dagen är allmän kunskap om ändringen och inte läst i dess text."""
OSL_GALLER = date(2009, 6, 30)
NYA_KL = date(2018, 1, 1)
HSLF_GALLER = date(2022, 11, 1)
SOSFS_GALLER = date(2015, 1, 1)
BARN_I_SKYDDAT_BOENDE_GALLER = date(2024, 4, 1)
SIP_I_SOL = date(2010, 1, 1)
UTELAMNANDE_GALLER = date(2025, 7, 2)
"""SFS 2025:582: en skriftlig underrättelse får utelämna vem som beslutat, om hot befaras."""
RUTINER_GALLER = date.min
"""Lokala rutiner har ingen ikraftträdandedag i caseflow: de gäller så länge profilen säger dem."""


def tid_ur_profilen(kalla: Kalla, profilvarde: str) -> Kalla:
    """Plikten står i lagen men dagarna gör det inte: de är enhetens egna och sägs vara det."""
    return replace(kalla, text=f"{kalla.text}; tiden är lokal rutin", profilvarde=profilvarde)
