"""`python -m caseflow.cli`."""

from caseflow.cli import main

main()
