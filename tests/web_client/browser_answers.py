"""Ask the browser's modules, run by Node, what the server's modules are asked as well."""

import json
import subprocess
from pathlib import Path
from typing import Any

ANSWER = Path(__file__).with_name("answer.js")


def browser_answers(questions: list[dict[str, Any]]) -> list[Any]:
    """One answer a question; see answer.js for what can be asked."""
    done = subprocess.run(
        ["node", str(ANSWER)],
        input=json.dumps(questions).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers
