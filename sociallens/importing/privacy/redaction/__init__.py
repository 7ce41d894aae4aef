"""The parts of redaction: what is found, what stays, and the tables both are read from."""
