"""The engine: a protocol of questions to one version of a store, and how an engine is opened."""

from sociallens.engine.opening import follow, known, let_go, load, prepare, served
from sociallens.engine.protocol import TIME_ZONE, Data, Engine

__all__ = ["TIME_ZONE", "Data", "Engine", "follow", "known", "let_go", "load", "prepare", "served"]
