"""The rows of the 3 070 ärenden, read as an import reads them."""

import csv
from functools import cache

from caseflow.actions.register.granskning import granska, las_poster
from caseflow.queries.statistik.storheter import harled
from tests.registerfil import DATA, IDAG


@cache
def alla_rader() -> tuple[dict[str, str], ...]:
    """Every ärende with what is derived, and with the size of its made-up municipality."""
    with (DATA / "register_kommuner.csv").open(encoding="utf-8", newline="") as fil:
        klass = {rad["kommun"]: rad["invanarklass"] for rad in csv.DictReader(fil, delimiter=";")}
    register, risk = DATA / "register_utsatta.csv", DATA / "register_utsatta_risk.csv"
    granskning = granska(register, risk, idag=IDAG)
    return tuple(
        {
            **harled(post.varden, post.skattningar),
            **{f"{variabel}_kommentar": text for variabel, text in post.kommentarer.items()},
            "invanarklass": klass[post.varden["kommun"]],
        }
        for post in las_poster(register, risk, granskning)
    )
