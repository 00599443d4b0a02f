"""A process as BPMN 2.0 XML with its diagram: opens in any modeller, and can be run by reading.

A state is an exclusive gateway; which flow is taken depends on the variable `steg`, the code of the step.
A step is a user task (a service task where the system takes it), once for every state that it leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from xml.etree import ElementTree as ET

from caseflow.engine.bpmn_layout import LEFT, Drawing, Flow, Kind, Shape, draw
from caseflow.engine.definition import version_of
from caseflow.engine.diagram import rule_text
from caseflow.engine.process import Process, State, Transition

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PREFIXES = {"bpmn": MODEL, "bpmndi": DI, "dc": DC, "di": DD, "xsi": XSI}
"""Declared on the root and written out in every name. `ET.register_namespace` would hold for the whole process, and
take «dc» from whoever else writes XML there with Dublin Core: the metadata of a PDF became other bytes."""
_LINE = 32
_TITLE = (LEFT - 20, 40, 460, 50)


def as_bpmn(
    process: Process, *, dag: date, subtitle: str = "", opened_by: Sequence[str] = ()
) -> str:
    """The XML, with the rules in their wording of `dag`.

    `opened_by` names the steps of other processes that open it, and `subtitle` says for whom it is drawn.
    """
    drawing = draw(process, opened_elsewhere=bool(opened_by))
    root = ET.Element(
        _tag("definitions"),
        {
            **{f"xmlns:{prefix}": uri for prefix, uri in _PREFIXES.items()},
            "id": f"definitioner_{process.code}",
            "targetNamespace": "urn:caseflow:process",
        },
    )
    body = ET.SubElement(
        root,
        _tag("process"),
        {"id": process.code, "name": process.label, "isExecutable": "true"},
    )
    _document(body, [f"Gäller {dag.isoformat()}. Version {version_of(process)}."])
    for shape in drawing.shapes:
        _add_shape(body, shape, drawing, dag, opened_by)
    for flow in drawing.flows:
        _add_flow(body, flow)
    _add_title(body, process, subtitle)
    _add_diagram(root, process, drawing)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _tag(name: str) -> str:
    return f"bpmn:{name}"


def _document(element: ET.Element, lines: Sequence[str]) -> None:
    text = "\n".join(line for line in lines if line)
    if text:
        ET.SubElement(element, _tag("documentation")).text = text


# --- the model ------------------------------------------------------------------------------------


def _add_shape(
    body: ET.Element, shape: Shape, drawing: Drawing, dag: date, opened_by: Sequence[str]
) -> None:
    element = ET.SubElement(body, _tag(shape.kind), {"id": shape.id, "name": shown_name(shape)})
    _document(element, _said(shape, dag, opened_by))
    for flow in drawing.flows:
        if flow.target == shape.id:
            ET.SubElement(element, _tag("incoming")).text = flow.id
    for flow in drawing.flows:
        if flow.source == shape.id:
            ET.SubElement(element, _tag("outgoing")).text = flow.id
            if flow.default:
                element.set("default", flow.id)
    if shape.kind is Kind.BY_PERSON and shape.step:
        for role in shape.step.by:
            performer = ET.SubElement(
                element, _tag("potentialOwner"), {"id": f"roll__{role.value}__{shape.id}"}
            )
            assigned = ET.SubElement(performer, _tag("resourceAssignmentExpression"))
            ET.SubElement(assigned, _tag("formalExpression")).text = role.value


def shown_name(shape: Shape) -> str:
    """What stands in or beside the shape: a step says who takes it. Long lines are broken beside its mark."""
    if shape.step is None:
        return shape.name
    lines = (*wrap(shape.name, _LINE), *wrap(f"({who(shape.step)})", _LINE))
    return "\n".join(lines)


def who(step: Transition) -> str:
    """The roles that may take the step: «behandlare, samordnare eller handläggare»."""
    *others, last = (r.etikett for r in step.by)
    return f"{', '.join(others)} eller {last}" if others else last


def _said(shape: Shape, dag: date, opened_by: Sequence[str]) -> list[str]:
    """The documentation of a shape."""
    if shape.kind is Kind.START and opened_by:
        return [f"Öppnas också genom: {', '.join(opened_by)}."]
    if shape.step is not None:
        return _about_step(shape.step, dag)
    return _about_state(shape.state) if shape.state else []


def _about_state(state: State) -> list[str]:
    return [state.help, "Här kan det ta slut." if state.final else ""]


def _about_step(step: Transition, dag: date) -> list[str]:
    stays = "" if step.target else "Läget är kvar."
    return [
        step.help,
        f"Görs av {who(step)}.",
        stays,
        *(f"Kräver: {rule_text(rule, dag)}" for rule in step.requires),
        *(f"Öppnar: {opening.process}." for opening in step.opens),
    ]


def _add_flow(body: ET.Element, flow: Flow) -> None:
    element = ET.SubElement(
        body,
        _tag("sequenceFlow"),
        {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target},
    )
    if flow.choice:
        condition = ET.SubElement(
            element, _tag("conditionExpression"), {"xsi:type": "bpmn:tFormalExpression"}
        )
        condition.text = f'steg == "{flow.choice}"'


def _add_title(body: ET.Element, process: Process, subtitle: str) -> None:
    note = ET.SubElement(body, _tag("textAnnotation"), {"id": "rubrik"})
    ET.SubElement(note, _tag("text")).text = "\n".join(filter(None, (process.label, subtitle)))


# --- the diagram ----------------------------------------------------------------------------------


def _add_diagram(root: ET.Element, process: Process, drawing: Drawing) -> None:
    diagram = ET.SubElement(root, "bpmndi:BPMNDiagram", {"id": f"bild_{process.code}"})
    plane = ET.SubElement(
        diagram, "bpmndi:BPMNPlane", {"id": f"plan_{process.code}", "bpmnElement": process.code}
    )
    title = _di_shape(plane, "rubrik")
    _bounds(title, _TITLE)
    for shape in drawing.shapes:
        element = _di_shape(plane, shape.id)
        if shape.kind is Kind.STATE:
            element.set("isMarkerVisible", "false")
        _bounds(element, (shape.x, shape.y, shape.width, shape.height))
        if shape.label:
            _bounds(ET.SubElement(element, "bpmndi:BPMNLabel"), shape.label)
    for flow in drawing.flows:
        edge = ET.SubElement(
            plane, "bpmndi:BPMNEdge", {"id": f"{flow.id}_di", "bpmnElement": flow.id}
        )
        for x, y in flow.points:
            ET.SubElement(edge, "di:waypoint", {"x": str(x), "y": str(y)})


def _di_shape(plane: ET.Element, identity: str) -> ET.Element:
    return ET.SubElement(
        plane, "bpmndi:BPMNShape", {"id": f"{identity}_di", "bpmnElement": identity}
    )


def _bounds(element: ET.Element, box: tuple[int, int, int, int]) -> None:
    x, y, width, height = (str(n) for n in box)
    ET.SubElement(element, "dc:Bounds", {"x": x, "y": y, "width": width, "height": height})
