"""SocialLens reads what customers say about merchants."""

__version__ = "0.1.0"
