"""The Parquet store: immutable segments, and manifests that list them.

Readers need `sociallens.store.manifest` only, which imports nothing that writes.
"""
