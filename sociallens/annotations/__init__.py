"""What people say of labels: an append-only log beside the segments of a store, merged at read.

Readers need `sociallens.annotations.log` only, which imports nothing that writes.
"""
