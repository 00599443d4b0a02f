"""The processes as BPMN, opened in bpmn-js in a real browser: no warning, everything drawn, no clash."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.processes.bpmnfiler import Fil, filerna

# .ci/miljo puts it there, by the hashes of .ci/bpmn_js/package-lock.json.
BPMN_JS = Path(sys.prefix, "share/bpmn_js/node_modules/bpmn-js/dist/bpmn-viewer.production.min.js")
FILES = list(filerna("standard", "sundbyberg"))
OPEN = """async xml => {
    document.body.innerHTML = '<div id="bild" style="width: 1600px; height: 900px"></div>';
    const viewer = new BpmnJS({container: '#bild'});
    const {warnings} = await viewer.importXML(xml);
    const drawn = viewer.get('elementRegistry').filter(e => e.parent);
    const overlaid = [...document.querySelectorAll('.djs-element.djs-shape')].filter(
        e => e.getBoundingClientRect().width === 0);
    return {
        warnings: warnings.map(w => w.message),
        empty: overlaid.length,
        shapes: drawn.filter(e => !e.waypoints && !e.labelTarget).map(
            e => ({id: e.id, type: e.type, x: e.x, y: e.y, w: e.width, h: e.height})),
        flows: drawn.filter(e => e.waypoints).map(e => e.id),
        texts: [...document.querySelectorAll('#bild text')].map(t => t.textContent.trim()),
    };
}"""


@pytest.fixture(scope="module")
def page(chromium_path: str) -> Iterator[Page]:
    if not BPMN_JS.is_file():
        pytest.skip(f"bpmn-js is not installed: run .ci/miljo test ({BPMN_JS})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1600, "height": 900})
        page.on("pageerror", lambda fault: pytest.fail(str(fault)))
        page.set_content("<!doctype html><title>bpmn-js</title>")
        page.add_script_tag(path=BPMN_JS)
        yield page
        browser.close()


@pytest.mark.parametrize("file", FILES, ids=[f.namn for f in FILES])
def test_bpmn_js_draws_all_of_it_without_a_warning(file: Fil, page: Page) -> None:
    drawn = page.evaluate(OPEN, file.xml)
    assert drawn["warnings"] == []
    assert drawn["empty"] == 0
    tasks = [s for s in drawn["shapes"] if s["type"] in {"bpmn:UserTask", "bpmn:ServiceTask"}]
    assert {t["id"] for t in tasks} == file.uppgifterna
    assert len(drawn["flows"]) == file.xml.count("<bpmn:sequenceFlow ")
    text = " ".join(drawn["texts"]).replace(" ", "")
    for step in file.process.transitions:
        assert step.label.replace(" ", "") in text
    for state in file.process.states:
        assert state.label.replace(" ", "") in text
    for i, a in enumerate(tasks):
        for b in tasks[i + 1 :]:
            beside = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
            above = a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
            assert beside or above, (a["id"], b["id"])


def test_a_broken_file_gives_a_warning(page: Page) -> None:
    broken = FILES[0].xml.replace('sourceRef="start"', 'sourceRef="borta"', 1)
    assert page.evaluate(OPEN, broken)["warnings"]
