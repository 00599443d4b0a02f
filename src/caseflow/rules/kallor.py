"""Författningarna som reglerna hänvisar till, och dagarna då de börjar gälla."""

from __future__ import annotations

from datetime import date

from caseflow.engine.rule import Kalltyp, Lag

LAST = date(2026, 2, 28)
"""Dagen då författningstexterna senast gicks igenom. Ändringar efter den dagen är inte prövade."""

SOL_2001 = Lag("socialtjänstlagen", "2001:453", "SoL", granskad=LAST)
SOL = Lag("socialtjänstlagen", "2025:400", "SoL", granskad=LAST)
FL = Lag("förvaltningslagen", "2017:900", "FL", granskad=LAST)
OSL = Lag("offentlighets- och sekretesslagen", "2009:400", "OSL", granskad=LAST)
KL = Lag("kommunallagen", "2017:725", "KL", granskad=LAST)
SOF = Lag("socialtjänstförordningen", "2025:468", "SoF", granskad=LAST)
SOLPUL = Lag("lagen om personuppgifter i socialtjänsten", "2001:454", "SoLPuL", granskad=LAST)
SOLPUF = Lag(
    "förordningen om personuppgifter i socialtjänsten", "2001:637", "SoLPuF", granskad=LAST
)
LAGSTADGAD_TID = Lag("lagen om beräkning av lagstadgad tid", "1930:173", "", granskad=LAST)
HELGDAGAR = Lag("lagen om allmänna helgdagar", "1989:253", "", granskad=LAST)
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
NYA_SOL = date(2025, 7, 1)
NYA_FL = date(2018, 7, 1)
OSL_GALLER = date(2009, 6, 30)
HSLF_GALLER = date(2022, 11, 1)
SOSFS_GALLER = date(2015, 1, 1)
BARN_I_SKYDDAT_BOENDE_GALLER = date(2024, 4, 1)
RUTINER_GALLER = date.min
"""Lokala rutiner har ingen ikraftträdandedag i caseflow: de gäller så länge profilen säger dem."""
