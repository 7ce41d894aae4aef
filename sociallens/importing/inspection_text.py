"""An inspection in words: the profile or the proposals, what is missing, and the next command."""

import shlex
from collections.abc import Iterable, Sequence

from sociallens.i18n import Language, number, words
from sociallens.importing.inspecting import Inspection
from sociallens.importing.options import Options
from sociallens.importing.profiles.evidence import shortened
from sociallens.importing.profiles.profile import TOOL_SENTIMENT
from sociallens.importing.profiles.propose import Proposal, Question
from sociallens.importing.values import date_forms
from sociallens.importing.values.ratings import FIVE


def inspection_lines(
    inspection: Inspection, path: str, options: Options, language: Language
) -> Iterable[str]:
    """The inspection of one part of a file, line by line, with the command that imports it."""
    file = f"{inspection.file}, {inspection.part}" if inspection.part else inspection.file
    if inspection.problem:
        problem = words(inspection.problem.key, language, **inspection.problem.details)
        yield words("import-file-problem", language, file=file, problem=problem)
        return
    size = {"rows": inspection.rows, "columns": len(inspection.headers)}
    if inspection.profile:
        why = inspection.why.say(language) if inspection.why else ""
        profile = inspection.profile
        yield words("inspect-known", language, file=file, profile=profile, why=why, **size)
        yield f"{words('inspect-command', language)} {import_command(inspection, path, options)}"
        return
    yield words("inspect-unknown", language, file=file, **size)
    yield missing_line(inspection.missing, language)
    for proposal in inspection.proposals:
        yield "  " + proposal_line(proposal, language)
    for question in inspection.questions:
        yield "  " + question_line(question, language)
    if inspection.proposals:
        yield f"{words('inspect-command', language)} {import_command(inspection, path, options)}"


def missing_line(fields: Sequence[str], language: Language) -> str:
    """The missing fields as a sentence, or that nothing is missing."""
    names = [words(f"missing-{field}", language) for field in fields]
    if not names:
        return words("inspect-complete", language)
    last = words("inspect-and", language)
    listing = f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return words("inspect-missing", language, fields=listing)


def proposal_line(proposal: Proposal, language: Language) -> str:
    """A proposal: field, column, number of readable cells, sample values."""
    forms = [words(date_forms.message(name), language) for name in proposal.formats]
    forms += [f"/{proposal.scale}"] if proposal.scale and proposal.scale != FIVE else []
    line = words(
        "inspect-proposal",
        language,
        field=proposal.field,
        header=shortened(proposal.header),
        reads=number(proposal.reads, language),
        filled=number(proposal.filled, language),
        form=f" ({', '.join(forms)})" if forms else "",
        samples=" · ".join(proposal.samples) or "–",
    )
    if not proposal.unread:
        return line
    unread = words("inspect-unread", language, values=" · ".join(proposal.unread))
    return line + words("semicolon", language) + unread


def question_line(question: Question, language: Language) -> str:
    """A question, worded with its headers."""
    headers = ", ".join(shortened(header) for header in question.headers[:3])
    return words(question.key, language, headers=headers)


def import_command(inspection: Inspection, path: str, options: Options) -> str:
    """The command that imports the file as proposed, quoted for a shell."""
    arguments = ["sociallens", "import", path]
    is_doubtful = any(question.key == "ask-sentiment" for question in inspection.questions)
    for proposal in inspection.proposals:
        # Pasted unchanged, the command must not turn a tool's opinion into a person's label.
        field = TOOL_SENTIMENT if is_doubtful and proposal.field == "sentiment" else proposal.field
        arguments += ["--map", f"{field}={proposal.header}{_form(inspection, proposal)}"]
    for name, value in (("site", options.site), ("channel", options.channel)):
        if value or name in inspection.missing:
            arguments += [f"--{name}", value or name.upper()]
    return shlex.join([*arguments, *(("--zone", options.zone) if options.zone else ())])


def _form(inspection: Inspection, proposal: Proposal) -> str:
    """The form of a column's values, if the command could not detect it."""
    if proposal.scale:
        return "" if proposal.scale == FIVE else f":/{proposal.scale}"
    orders = [
        question.choices[0]
        for question in inspection.questions
        if question.key == "ask-order" and proposal.header in question.headers
    ]
    if not orders:
        return ""
    return ":" + "|".join(date_forms.FORMATS[name].words for name in (*proposal.formats, *orders))
