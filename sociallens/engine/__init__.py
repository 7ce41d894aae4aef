"""Questions to one version of a store: what can be asked, and the engine that answers."""

from sociallens.engine.opening import follow, known, load
from sociallens.engine.protocol import TIME_ZONE, Data, Engine, Order

__all__ = ["TIME_ZONE", "Data", "Engine", "Order", "follow", "known", "load"]
