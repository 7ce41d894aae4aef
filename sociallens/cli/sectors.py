"""The sectors that a store or a merchant may be of: `sectors`."""

import click

from sociallens.cli.edge import edge, language
from sociallens.i18n import number, words


@click.command()
@edge
def sectors() -> None:
    """List the sectors that ship: their topics, causes, and terms in each language."""
    from sociallens.classify.language import COVERED
    from sociallens.classify.terms import ABOUT, terms_of
    from sociallens.taxonomy import load, shipped

    told = language()
    for name in shipped():
        sector = load(name)
        click.echo(f"{name}: {sector.title(told)}")
        for vocabulary in ("topic", "cause"):
            labels = " · ".join(term.label(told) for term in sector[vocabulary].values())
            click.echo("  " + words(f"sectors-{vocabulary}", told, labels=labels))
        for code in COVERED:
            kinds = terms_of(sector.folder, code)["kind"]
            subjects, every = kinds.is_in(ABOUT).sum(), len(kinds)
            line = words(
                "sectors-terms",
                told,
                language=code,
                every=number(every, told),
                subjects=number(subjects, told),
            )
            click.echo("  " + line)
