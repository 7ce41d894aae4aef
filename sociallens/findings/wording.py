"""Findings in words: a lead, clauses that lead somewhere, and the figures below."""

from collections.abc import Iterator
from dataclasses import dataclass

from sociallens.findings.told import Clause, Finding, Standing, Told, Tone
from sociallens.i18n import number
from sociallens.naming import Names
from sociallens.phrases import bounds, k_of_n, rate
from sociallens.selection import Comparison, Selection
from sociallens.stats import FEW

YEAR = 365  # days from which an age is said in years


@dataclass(frozen=True)
class Part:
    """Words that lead to a page with a selection, and the signs before them."""

    text: str
    page: str
    selection: Selection
    joint: str = ""


@dataclass(frozen=True)
class Line:
    """A finding as a page shows it; `detail` is the small line below."""

    tone: Tone
    lead: Part
    rest: tuple[Part, ...]
    detail: str

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return "".join((self.lead.text, *(part.joint + part.text for part in self.rest), "."))


@dataclass(frozen=True)
class Speaker:
    """Says what is told of a page in one reader's language."""

    told: Told
    names: Names

    def lines(self) -> list[Line]:
        """A line for each finding."""
        return [self._line(finding) for finding in self.told.findings]

    def title(self) -> str:
        """The page's main finding as one short sentence."""
        if self.told.standings:
            return self._standing_title()
        if self.told.findings:
            return f"{self._lead(self.told.findings[0])}."
        key = "findings-none-title" if self.told.judged else "findings-few-title"
        return f"{self.names.say(key)}."

    def headline(self, name: str) -> str:
        """The first difference told of one value, by its figure: `Maisolune : 84 % de négatifs…`.

        Where none is, what is told first.
        """
        findings = self.told.findings
        if not findings:
            return self.title()
        finding = next((each for each in findings if each.main.change), findings[0])
        main = finding.main
        text = self._lead(finding)
        if main.change:
            share = rate(main.k, main.n, self.names.language)
            worded = self.names.say(f"findings-rate-{main.says}", rate=share, place="after")
            text = f"{worded}, {self._points(finding, main, said=False)}"
            name = ", ".join([name, *([self.names.value(*main.part)] if main.part else [])])
        return f"{name}{self.names.say('colon')} {text}."

    def nothing(self) -> str:
        """Where no difference is proven: which one would have been seen; empty where one is."""
        if any(finding.main.change or finding.kind == "about" for finding in self.told.findings):
            return ""
        if not self.told.judged or self.told.detectable is None:
            return self.names.say("findings-few", few=FEW)
        # Among millions of messages nearly any difference would be: told as a tenth, never as none.
        size = max(self.told.detectable * 100, 0.1)
        decimals = 1 if size < 1 else 0
        size, words = round(size, decimals), number(size, self.names.language, decimals)
        return self.names.say("findings-none", judged=self.told.judged, count=size, size=words)

    def too_few(self) -> str:
        """How many merchants have too few messages to be compared; empty where none has."""
        count = self._standing("too_few")
        number_ = _capital(self._spelt(count))
        return self.names.say("findings-standing-few", count=count, number=number_) if count else ""

    def _standing_title(self) -> str:
        better, worse, alike = (
            self._standing("better"),
            self._standing("worse"),
            self._standing("alike"),
        )
        if not (better or worse):
            few = not alike
            return f"{self.names.say('findings-few-title' if few else 'findings-standing-none')}."
        counted = {"better": better} if better else {"worse": worse}
        ((way, count),) = counted.items()
        text = self.names.say(
            f"findings-standing-{way}", count=count, number=_capital(self._spelt(count))
        )
        if better and worse:
            text += f", {self.names.say('findings-standing-worse-too', number=self._spelt(worse))}"
        if alike:
            spelt = self._spelt(alike)
            text += self.names.say("semicolon")
            text += self.names.say("findings-standing-alike", count=alike, number=spelt)
        return f"{text}."

    def _standing(self, standing: Standing) -> int:
        return list(self.told.standings.values()).count(standing)

    def _spelt(self, count: int) -> str:
        return self.names.say("findings-number", count=count, n=number(count, self.names.language))

    def _line(self, finding: Finding) -> Line:
        main = finding.main
        lead = Part(self._lead(finding), main.page, main.selection)
        return Line(finding.tone, lead, tuple(self._rest(finding)), self._detail(finding))

    def _lead(self, finding: Finding) -> str:
        main, language = finding.main, self.names.language
        what = f"{main.says}-{main.against}" if main.against else main.says
        if finding.kind == "about":
            what = "about"
        return self.names.say(
            f"findings-lead-{what}",
            who=_who(finding),
            name=_capital(self._called(finding, "findings-subject")),
            within=self._called(finding, "findings-within"),
            part=self.names.value(*main.part) if main.part else "none",
            way=_way(main),
            count=main.k,
            n=number(main.k, language),
            rate=rate(main.k, main.n, language) if main.n else "",
        )

    def _called(self, finding: Finding, key: str) -> str:
        """The subject: a merchant by its name, `the channel “Blogs”`, or `in` that."""
        if not finding.subject:
            return ""
        dimension, value = finding.subject
        return self.names.say(key, dimension=dimension, name=self.names.value(dimension, value))

    def _rest(self, finding: Finding) -> Iterator[Part]:
        if finding.main.says == "waiting":
            yield from self._waiting(finding.main)
            return
        before = ""
        for clause in finding.clauses[1:] if finding.kind == "about" else finding.clauses:
            text = self._clause(finding, clause, again=clause.says == before)
            fitting = clause.says == before or finding.kind == "about"
            joint = ", " if fitting else self.names.say("semicolon")
            if clause is finding.main:
                joint = f"{self.names.say('colon')} "
            before = clause.says
            yield Part(text, clause.page, clause.selection, joint)

    def _waiting(self, clause: Clause) -> Iterator[Part]:
        language = self.names.language
        if clause.n:
            text = self.names.say("findings-grave", count=clause.n, n=number(clause.n, language))
            grave = clause.selection.choose("severity", ("high",))
            yield Part(text, clause.page, grave, ", ")
        if clause.days is not None:
            n = number(clause.days, language)
            years = clause.days // YEAR
            text = self.names.say("findings-oldest", days=clause.days, n=n, years=years)
            joint = self.names.say("semicolon")
            yield Part(text, clause.page, clause.selection, joint)

    def _clause(self, finding: Finding, clause: Clause, *, again: bool) -> str:
        language, is_main = self.names.language, clause is finding.main
        if clause.says == "waiting":
            n = number(clause.k, language)
            return self.names.say("findings-unanswered", count=clause.k, n=n)
        if clause.part and not is_main:
            dimension, value = clause.part
            part = self.names.value(dimension, value)
            return self.names.say("findings-part", dimension=dimension, part=part, way=_way(clause))
        share, place = rate(clause.k, clause.n, language), "lead" if is_main else "after"
        worded = self.names.say(f"findings-rate-{clause.says}", rate=share, place=place)
        if clause.change is None:
            return worded
        points = self._points(finding, clause)
        return points if again else f"{worded}, {points}"

    def _points(self, finding: Finding, clause: Clause, *, said: bool = True) -> str:
        """The size of a difference; `said`: the lead tells what it is compared with."""
        size = abs(clause.change.size) * 100 if clause.change else 0.0
        decimals = 1 if size < 1 else 0
        is_said = said and clause is finding.main and clause.against == "others"
        return self.names.say(
            "findings-points",
            count=round(size, decimals),
            size=number(size, self.names.language, decimals),
            way=_way(clause),
            than="" if is_said else _than(clause, finding, self.told.compare),
        )

    def _detail(self, finding: Finding) -> str:
        if finding.main.says == "waiting":
            return self.names.say("findings-waiting-detail")
        if finding.kind == "about":
            n = number(self.told.n, self.names.language)
            return self.names.say("findings-of-messages", count=self.told.n, n=n)
        details = [self._proof(finding, finding.main)]
        details += [
            self._part_detail(finding, clause)
            for clause in finding.clauses[1:]
            if clause.part and clause.change
        ]
        return " · ".join(details)

    def _proof(self, finding: Finding, clause: Clause) -> str:
        language, change = self.names.language, clause.change
        if change is None:
            return ""
        _, low, high = bounds(change, language)
        counted = k_of_n(clause.k, clause.n, language)
        between = self.names.say("findings-interval", low=low, high=high)
        return " · ".join((counted, between, self._was(finding, clause)))

    def _part_detail(self, finding: Finding, clause: Clause) -> str:
        if clause.part is None:
            return ""
        share = rate(clause.k, clause.n, self.names.language)
        worded = self.names.say(f"findings-rate-{clause.says}", rate=share, place="after")
        part, was = self.names.value(*clause.part), self._was(finding, clause)
        return self.names.say("findings-part-detail", part=part, rate=worded, was=was)

    def _was(self, finding: Finding, clause: Clause) -> str:
        other = rate(clause.k_other, clause.n_other, self.names.language)
        than = _than(clause, finding, self.told.compare)
        return self.names.say("findings-was", rate=other, than=than)


def _who(finding: Finding) -> str:
    if finding.mine:
        return "you"
    return finding.subject[0] if finding.subject else "whole"


def _way(clause: Clause) -> str:
    return "more" if clause.change and clause.change.size > 0 else "less"


def _than(clause: Clause, finding: Finding, compare: Comparison) -> str:
    if clause.against == "before":
        return compare
    is_site = finding.subject is not None and finding.subject[0] == "site"
    return "site" if is_site and not clause.part else "elsewhere"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
