"""The command line. Each command imports what it needs when it runs: `--help` stays quick."""

import io
import sys

import click

from sociallens.cli.access import access, signout, token
from sociallens.cli.audit import audit
from sociallens.cli.backups import backup, restore
from sociallens.cli.cluster import cluster, follow, push
from sociallens.cli.corrections import corrections
from sociallens.cli.doctor import doctor
from sociallens.cli.explain import explain
from sociallens.cli.imports import ALL_REJECTED, import_, inspect, watch
from sociallens.cli.labels import calibrate, classify, evaluate
from sociallens.cli.personal import about_author, erase, key, purge
from sociallens.cli.sectors import sectors
from sociallens.cli.serve import serve
from sociallens.cli.views import check, demo, export

__all__ = ["ALL_REJECTED", "main"]


@click.group()
@click.version_option(package_name="sociallens")
def main() -> None:
    """Read what customers say about merchants."""
    for stream in (sys.stdout, sys.stderr):
        # Windows writes files and pipes in an alphabet that lacks the narrow space of French.
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


COMMANDS = (
    serve, import_, inspect, watch, export, explain, check, doctor, classify, evaluate, calibrate,
    sectors, corrections, backup, restore, erase, purge, about_author, key, access, signout, token,
    audit, demo, follow, push, cluster,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
