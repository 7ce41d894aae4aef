"""What a monitor counts, in the form of Prometheus and at an address of its own.

Nothing in it names a reader, a merchant or a word; the pages' server does not tell it, so that no
proxy in front passes it on by mistake.
"""

from collections.abc import Iterator
from contextlib import suppress

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from sociallens import settings, work
from sociallens.errors import BadSettings, SocialLensError
from sociallens.ui.server import health

_REGISTRY = CollectorRegistry()
_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12)

REQUESTS = Counter(
    "sociallens_requests", "Requests by route and status.", ("route", "status"), registry=_REGISTRY
)
REQUEST_SECONDS = Histogram(
    "sociallens_request_seconds",
    "From a request to the last byte of its answer.",
    ("route",),
    buckets=_SECONDS,
    registry=_REGISTRY,
)
PAGE_SECONDS = Histogram(
    "sociallens_page_seconds",
    "From the start of a run to its last element, waiting for its turn included.",
    ("page",),
    buckets=_SECONDS,
    registry=_REGISTRY,
)
PAGE_FAILURES = Counter(
    "sociallens_page_failures", "Pages that an error ended.", ("page",), registry=_REGISTRY
)
SESSIONS = Gauge("sociallens_open_pages", "Pages open in browsers.", registry=_REGISTRY)


class _Store(Collector):
    """The shown store, looked at when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        """Its size and state; the state alone where it cannot be read."""
        yield _gauge("ready", "1 where /readyz says ok.", not health.problem())
        with suppress(SocialLensError, OSError):
            left = work.free(settings.shown_store())
            yield _gauge("disk_free_bytes", "Left on the store's disk.", left)
            for name, value in health.store().items():
                yield _gauge(f"store_{name}", "Of the shown version of the store.", value)


def begin() -> None:
    """Tell metrics where the settings say so. Raises `BadSettings`."""
    at = settings.metrics()
    if at is None:
        return
    host, port = at
    try:
        start_http_server(port, host, _REGISTRY)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadSettings("metrics-refused", at=f"{host}:{port}", reason=reason) from error


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"sociallens_{name}", about, value=float(value))


ProcessCollector(registry=_REGISTRY)
PlatformCollector(registry=_REGISTRY)
_REGISTRY.register(_Store())
