"""What our test texts say of a headline figure: a fact of the model, told beside and never applied.

Where people have answered an audit of these data, theirs is the error that counts.
"""

from sociallens.blocks import Line
from sociallens.estimates import correction
from sociallens.i18n import number
from sociallens.metrics import Metric
from sociallens.quality import measured
from sociallens.quality.measured import Bias
from sociallens.ui.questions import answer
from sociallens.ui.state import screen
from sociallens.ui.wording import say


def note(metric: Metric) -> tuple[Line, str] | None:
    """A short line below the figure of a metric, and what its help says; None where there is none.

    None too where the metric was not measured at all, nothing is in view, or an audit covers it.
    """
    channels = _channels()
    if not measured.measured(metric.name) or not channels or _audited():
        return None
    of = measured.kind(screen.get().engine.taxonomy.name)
    known = {channel: measured.bias(metric.name, channel, of) for channel in channels}
    biases = [each for each in known.values() if each]
    names = [_name(channel) for channel, each in known.items() if not each]
    return {"text": _short(biases, names), "tone": "quiet"}, _help(biases, names, of)


def _audited() -> bool:
    """Whether an audit covers the view."""
    shown = screen.get()
    return not correction(shown.engine, shown.selection, shown.scope).why


def _channels() -> list[str]:
    """The channels in view, the largest first."""
    rows = answer("channels").selected.rows
    return rows.sort("k", "channel", descending=[True, False])["channel"].to_list()


def _name(channel: str) -> str:
    return screen.get().names.value("channel", channel)


def _short(biases: list[Bias], unmeasured: list[str]) -> str:
    shown = [each for each in biases if each.shown]
    if not biases:
        channel = unmeasured[0] if len(unmeasured) == 1 else ""
        return say("model-error-unmeasured", count=len(unmeasured), channel=channel)
    if len(biases) == 1 and not unmeasured:
        return say(f"model-error-one-{_side(biases[0])}", **_sizes(biases[0]))
    if not shown:
        return say("model-error-none", channels=", ".join(_name(each.channel) for each in biases))
    parts = [say(f"model-error-part-{_side(each)}", **_sizes(each)) for each in shown]
    return say("model-error-several", parts=", ".join(parts))


def _help(biases: list[Bias], unmeasured: list[str], of: str) -> str:
    parts = [say("model-error-help", kind=say(f"quality-kind-{of}"))]
    parts += [
        say(
            f"model-error-told-{_side(each)}",
            n=number(each.n, screen.get().language),
            **_sizes(each),
        )
        for each in biases
    ]
    if unmeasured:
        channels = ", ".join(unmeasured)
        parts.append(say("model-error-missing", channels=channels, least=measured.LEAST))
    return "\n\n".join(parts)


def _side(bias: Bias) -> str:
    """`low` or `high` where the interval says that the figure is; else `open`."""
    if not bias.shown:
        return "open"
    return "low" if bias.high < 0 else "high"


def _sizes(bias: Bias) -> dict[str, object]:
    """The interval of what the figure is too low or too high by, in points, the smaller first.

    Where it is neither: how much too low, and too high, it may be. With a decimal where a bound
    that is not zero would round to it.
    """
    language = screen.get().language
    bounds = (-bias.low, bias.high) if not bias.shown else sorted((abs(bias.low), abs(bias.high)))
    decimals = 1 if bias.shown and min(bounds) < 0.005 else 0
    first, last = (number(abs(bound) * 100, language, decimals) for bound in bounds)
    return {"channel": _name(bias.channel), "low": first, "high": last}
