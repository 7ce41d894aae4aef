"""The Parquet store: immutable segments, and manifests that list them.

Reading is `sociallens.store.manifest`; nothing here imports what writes.
"""
