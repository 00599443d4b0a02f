"""Processerna som BPMN: allt finns i filen, den går att köra i en annan motor och ritas utan krockar."""

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from caseflow.engine.bpmn import DC, DD, DI, MODEL, as_bpmn
from caseflow.engine.bpmn_layout import Kind, Shape, draw
from caseflow.engine.definition import version_of
from caseflow.engine.process import State
from caseflow.processes import PROCESSER
from tests.processes.bpmnfiler import DAG, Fil, filerna

TVA = list(filerna("standard", "sundbyberg"))
ALLA = list(
    {(f.process.code, version_of(f.process), bool(f.oppnas_av)): f for f in filerna()}.values()
)
"""Av alla profiler: en fil för varje sätt som en process kan se ut."""
NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
KORNING = Path(__file__).with_name("spiff_korning.py")


def roten(xml: str) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 - it is our own


def namn(filer: list[Fil]) -> list[str]:
    return [f.namn for f in filer]


def test_filen_ror_inte_vad_andra_skriver_i_samma_program() -> None:
    """Registret över prefix hör till hela programmet; «dc» är också Dublin Core i metadata för en pdf."""
    uri = "http://purl.org/dc/elements/1.1/"
    ET.register_namespace("dc", uri)
    xml = as_bpmn(TVA[0].process, dag=DAG)
    assert f'xmlns:dc="{DC}"' in xml
    assert ET.tostring(ET.Element(f"{{{uri}}}title"), encoding="unicode").startswith("<dc:title ")


def test_alla_processer_ar_med() -> None:
    assert {f.process.code for f in TVA if f.profil.id == "standard"} == set(PROCESSER)
    assert {f.process.code for f in ALLA} == set(PROCESSER)
    assert len(ALLA) > len(PROCESSER)


@pytest.mark.parametrize("fil", ALLA, ids=namn(ALLA))
def test_varje_id_ar_ett_eget_ncname_och_varje_pil_gar_mellan_tva_som_finns(fil: Fil) -> None:
    rot = roten(fil.xml)
    iden = [e.get("id", "") for e in rot.iter() if e.get("id")]
    assert Counter(iden).most_common(1)[0][1] == 1
    assert [i for i in iden if not NCNAME.fullmatch(i)] == []
    floden = list(rot.iter(f"{{{MODEL}}}sequenceFlow"))
    assert floden
    for flode in floden:
        assert {flode.get("sourceRef"), flode.get("targetRef")} <= set(iden)
    ritade = {e.get("bpmnElement") for e in rot.iter(f"{{{DI}}}BPMNEdge")}
    assert ritade == {f.get("id") for f in floden}
    for bild in rot.iter(f"{{{DI}}}BPMNShape"):
        assert bild.get("bpmnElement") in iden
        assert bild.find(f"{{{DC}}}Bounds") is not None


@pytest.mark.parametrize("fil", TVA, ids=namn(TVA))
def test_varje_steg_har_roll_hjalp_och_sina_regler_med_lagrum(fil: Fil) -> None:
    uppgifter = {
        e.get("id"): e
        for kind in (Kind.BY_PERSON, Kind.BY_SYSTEM)
        for e in roten(fil.xml).iter(f"{{{MODEL}}}{kind}")
    }
    assert set(uppgifter) == fil.uppgifterna
    for steg in fil.process.transitions:
        for kalla in steg.source or (State("oppnar", ""),):
            uppgift = uppgifter[f"steg__{steg.code}__{kalla.code}"]
            text = uppgift.findtext(f"{{{MODEL}}}documentation", "")
            assert steg.help in text
            assert steg.by[0].etikett in uppgift.get("name", "")
            for regel in steg.requires:
                lydelse = regel.on(DAG)
                assert f"{lydelse.meaning} ({lydelse.kalla})" in text


def test_lagrummen_ar_dagens() -> None:
    steg = PROCESSER["utovare"]
    assert "13 kap. 8 § SoL (2025:400)" in as_bpmn(steg, dag=DAG)
    gammal = as_bpmn(steg, dag=DAG.replace(year=2025))
    assert "5 kap. 11 a § SoL (2001:453)" in gammal
    assert "13 kap. 8 §" not in gammal


def test_namn_med_tecken_som_xml_anvander_kommer_fram_hela() -> None:
    utovare = PROCESSER["utovare"]
    namnet = 'A & B <"C">'
    xml = as_bpmn(replace(utovare, label=namnet), dag=DAG, subtitle="<script>")
    rot = roten(xml)
    process = rot.find(f"{{{MODEL}}}process")
    assert process is not None
    assert process.get("name") == namnet
    assert "<script>" not in xml


# --- bilden ---------------------------------------------------------------------------------------

Ruta = tuple[int, int, int, int]


def krockar(a: Ruta, b: Ruta) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def rutan(form: Shape) -> Ruta:
    return (form.x, form.y, form.width, form.height)


@pytest.mark.parametrize("fil", ALLA, ids=namn(ALLA))
def test_inga_former_och_inga_namn_ligger_over_varandra(fil: Fil) -> None:
    bild = draw(fil.process, opened_elsewhere=bool(fil.oppnas_av))
    rutor = [(f.id, rutan(f)) for f in bild.shapes]
    rutor += [(f"namn {f.id}", f.label) for f in bild.shapes if f.label]
    assert [(a, b) for (a, ra), (b, rb) in combinations(rutor, 2) if krockar(ra, rb)] == []
    assert min(min(x, y) for _, (x, y, _, _) in rutor) > 0


@pytest.mark.parametrize("fil", ALLA, ids=namn(ALLA))
def test_ingen_pil_gar_genom_en_form_och_alla_pilar_ar_raka(fil: Fil) -> None:
    bild = draw(fil.process, opened_elsewhere=bool(fil.oppnas_av))
    former = {f.id: f for f in bild.shapes}
    for pil in bild.flows:
        borjan, slut = former[pil.source], former[pil.target]
        for (x1, y1), (x2, y2) in zip(pil.points, pil.points[1:], strict=False):
            assert x1 == x2 or y1 == y2
            streck = (min(x1, x2), min(y1, y2), max(1, abs(x2 - x1)), max(1, abs(y2 - y1)))
            igenom = [
                f.id for f in bild.shapes if f not in (borjan, slut) and krockar(streck, rutan(f))
            ]
            assert igenom == [], pil.id
        for (x, y), form in ((pil.points[0], borjan), (pil.points[-1], slut)):
            assert form.x <= x <= form.right
            assert form.y <= y <= form.y + form.height


def test_samma_process_ritas_likadant_varje_gang() -> None:
    for fil in TVA:
        assert fil.xml == fil.xml
    assert {e.get("x") for e in roten(TVA[0].xml).iter(f"{{{DD}}}waypoint")}


# --- i en annan motor -----------------------------------------------------------------------------


def i_spiff(fil: Fil, mapp: Path, *vagen: str) -> dict[str, Any]:
    (mapp / "process.bpmn").write_text(fil.xml, encoding="utf-8")
    svar = subprocess.run(
        [sys.executable, KORNING, mapp / "process.bpmn", fil.process.code, *vagen],
        check=False,
        capture_output=True,
        text=True,
    )
    assert svar.returncode == 0, svar.stderr
    laest: dict[str, Any] = json.loads(svar.stdout)
    return laest


@pytest.mark.parametrize("fil", TVA, ids=namn(TVA))
def test_spiffworkflow_hittar_allt_och_kor_den_kortaste_vagen_till_slutet(
    fil: Fil, tmp_path: Path
) -> None:
    svar = i_spiff(fil, tmp_path, *fil.vagen)
    assert set(svar["uppgifter"]) == fil.uppgifterna
    floden = {
        (f.get("sourceRef"), f.get("targetRef"))
        for f in roten(fil.xml).iter(f"{{{MODEL}}}sequenceFlow")
    }
    assert {tuple(f) for f in svar["floden"]} == floden
    assert [g.split("__")[1] for g in svar["gjorda"]] == list(fil.vagen)
    assert svar["klar"]


def test_spiffworkflow_foljer_med_nar_laget_ar_kvar_och_nar_arendet_tas_upp_igen(
    tmp_path: Path,
) -> None:
    fil = next(f for f in TVA if f.namn == "standard-utovare")
    vagen = (
        "paborja_forhandsbedomning erbjud_friyta inled_utredning slutfor_utredning bevilja"
        " avsluta ateraktualisera hanvisa"
    ).split()
    svar = i_spiff(fil, tmp_path, *vagen)
    assert [g.split("__")[1] for g in svar["gjorda"]] == vagen
    assert svar["gjorda"][-1] == "steg__hanvisa__upptackt"
    assert svar["klar"]
