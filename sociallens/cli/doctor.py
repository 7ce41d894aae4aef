"""Whether an installation is fit to be run: `doctor`."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sociallens import settings
from sociallens.cli.edge import edge, language, store_option
from sociallens.cli.serve import PUBLIC, incomplete, listening
from sociallens.i18n import words

if TYPE_CHECKING:
    from sociallens.doctor import Finding


@click.command()
@store_option(settings.shown_store)
@listening
@click.option("--offline", is_flag=True, help="Ask no other machine.")
@click.option("--json", "for_programs", is_flag=True, help="Write JSON.")
@edge
def doctor(
    store: Path, port: int, others: bool, host: str, offline: bool, for_programs: bool
) -> None:
    """Say whether this installation is fit to be run, and what to do where it is not.

    Run it as the user and with the settings of the server. Ends with status 1 where something is
    at fault. Nothing that it writes is personal or secret.
    """
    from sociallens.doctor import examine

    if others:
        os.environ[PUBLIC] = "1"
    found = []
    for name, finding in examine(store, host, port, offline=offline):
        found.append((name, finding))
        if not for_programs:
            status = words(f"doctor-{finding.status}", language())
            click.echo(words("doctor-line", language(), status=status, said=_said(finding)))
    faults = sum(finding.status == "fault" for _, finding in found)
    warnings = sum(finding.status == "warning" for _, finding in found)
    if for_programs:
        checks = [
            {"check": name, "status": each.status, "key": each.key, "said": _said(each)}
            for name, each in found
        ]
        told = {"faults": faults, "warnings": warnings, "checks": checks}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(words("doctor-end", language(), faults=faults, warnings=warnings))
    if faults:
        raise click.exceptions.Exit(1)


def _said(finding: "Finding") -> str:
    """A finding in one line, in which the user's own folder names nobody."""
    lines = incomplete(finding.key, finding.details, language())
    return " ".join(map(str.strip, lines)).replace(str(Path.home()), "~")
