"""An import report in words, line by line."""

from collections.abc import Iterable

from sociallens.i18n import Language, Wording, number, words
from sociallens.importing.report import Example, FileReport, Reason, Report


def report_lines(report: Report, language: Language) -> Iterable[str]:
    """The whole report, line by line."""
    for file in report.files:
        yield from file_lines(file, language)
    yield counts_line(report, language)
    yield from aside_lines(report, language)
    yield from reason_lines(report.reasons, language)
    if report.dry_run:
        yield words("import-dry", language)
    if report.version is not None:
        yield words("import-version", language, version=report.version)
    if report.seconds and report.read:
        rate = number(report.read / report.seconds, language)
        seconds = number(report.seconds, language, 1)
        yield words("import-speed", language, rate=rate, seconds=seconds)


def counts_line(report: Report, language: Language) -> str:
    """The rows read, and how many were added, updated, unchanged, kept apart or out, rejected."""
    return words(
        "import-counts",
        language,
        read=report.read,
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
        clashing=report.clashing,
        suppressed=report.suppressed,
        rejected=report.rejected,
    )


def aside_lines(report: Report, language: Language) -> Iterable[str]:
    """The counts of reposts and of contributions that share an id, where there are any."""
    if report.reposts:
        yield words("import-reposts", language, count=report.reposts)
    if report.clashing:
        yield words("import-clashing", language, count=report.clashing)
    if report.suppressed:
        yield words("import-suppressed", language, count=report.suppressed)


def reason_lines(reasons: Iterable[Reason], language: Language) -> Iterable[str]:
    """The reasons for rejections, with counts and the first examples."""
    between = words("semicolon", language)
    for reason in reasons:
        yield words(
            "import-reason",
            language,
            reason=reason.say(language),
            count=reason.count,
            examples=Wording(
                between.join(example_line(example, language) for example in reason.examples)
            ),
        )
        if reason.known:
            yield "  " + words("import-known", language, values=reason.known[language])


def file_lines(file: FileReport, language: Language) -> Iterable[str]:
    """One file: how it was recognised and what it gave, or why it stays out."""
    if file.problem:
        problem = words(file.problem.key, language, **file.problem.details)
        key = "import-file-aside" if file.scanned else "import-file-problem"
        yield words(key, language, file=file.name, problem=problem)
        return
    why = file.why.say(language) if file.why else ""
    yield words(
        "import-file", language, file=file.name, why=why, read=file.read, rejected=file.rejected
    )
    for line in remark_lines(file, language):
        yield f"  {line}"


def remark_lines(file: FileReport, language: Language) -> Iterable[str]:
    """What was done with a file that is worth knowing, and what was not read of it."""
    if file.site:
        yield file.site.say(language)
    for key, count in file.notes.items():
        yield words(key, language, count=count)
    for key, names in file.unread.items():
        yield words(key, language, names=names)
    if file.unused:
        yield words("import-unused", language, columns=file.unused)


def example_line(example: Example, language: Language) -> str:
    """Where a rejected row is, and the value at fault."""
    place = words("import-place", language, file=example.file, line=example.line)
    if not example.detail:
        return place
    return words("import-place-value", language, place=place, value=example.detail)
