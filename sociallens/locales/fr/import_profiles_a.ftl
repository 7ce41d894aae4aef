# Motifs de rejet
import-no-record = présentation de la source, pas une contribution
