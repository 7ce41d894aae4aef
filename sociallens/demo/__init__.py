"""Made-up data: the study's two editions and a panel of two years, written for this project."""
