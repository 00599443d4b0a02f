"""Runs a BPMN file in SpiffWorkflow, in a process of its own: SpiffWorkflow is LGPL and only for tests.

    python spiff_korning.py FILE PROCESS STEP...

Takes the steps in order, as a person would at each user task, and prints what was found as JSON.
"""

import json
import sys

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState

HOGST = 200


def kor(fil: str, process: str, vagen: list[str]) -> dict[str, object]:
    parser = BpmnParser()
    parser.add_bpmn_file(fil)
    spec = parser.get_spec(process)
    arbete = BpmnWorkflow(spec)
    kvar = [*vagen, ""]
    arbete.task_tree.data["steg"] = kvar[0]
    gjorda: list[str] = []
    for _ in range(HOGST):
        redo = arbete.get_tasks(state=TaskState.READY)
        if not redo:
            break
        uppgift = redo[0]
        spec_ = uppgift.task_spec
        if type(spec_).__name__ in {"UserTask", "ServiceTask"}:
            gjorda.append(spec_.bpmn_id)
            kvar.pop(0)
            uppgift.data["steg"] = kvar[0]
        uppgift.run()
        if uppgift.state == TaskState.STARTED:  # what a system does is done when it says so
            uppgift.complete()
    return {
        "uppgifter": sorted(
            s.bpmn_id
            for s in spec.task_specs.values()
            if type(s).__name__ in {"UserTask", "ServiceTask"}
        ),
        "floden": sorted(
            [s.bpmn_id, o.bpmn_id]
            for s in spec.task_specs.values()
            for o in s.outputs
            if s.bpmn_id and o.bpmn_id
        ),
        "gjorda": gjorda,
        "klar": arbete.is_completed(),
    }


if __name__ == "__main__":
    fil, process, *vagen = sys.argv[1:]
    sys.stdout.write(json.dumps(kor(fil, process, vagen)))
