"""Correcting the small models on labels that people gave: reading, fitting, judging."""
