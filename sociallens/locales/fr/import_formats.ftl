# Fichiers
import-parquet-columns = aucune colonne de ce fichier Parquet ne peut se lire comme du texte : { $columns }.
import-archive-bomb = l’archive est refusée : décompressée, elle serait démesurée ({ $limit }).
import-archive-broken = l’archive ne peut pas être lue : elle est abîmée ou protégée par un mot de passe.
import-archive-nested = une archive dans une archive n’est pas lue : décompressez-la une fois d’abord.
import-archive-members = l’archive contient { $found } fichiers ; { $most } au plus sont lus.

# Parties non lues
import-unread-sheets = feuilles non lues : { $names }
import-unread-lists = listes non lues dans le document : { $names }
import-unread-columns = colonnes non lues, qui ne sont pas du texte ou sont de trop : { $names }

# Motifs de rejet
import-separator-in-text = séparateur dans le texte : cette ligne a plus de cellules que d’en-têtes, un texte y contient le séparateur sans être entre guillemets

# Remarques
import-note-index =
    { $count ->
        [one] première colonne sans en-tête (numéros de ligne), laissée de côté
       *[other] { $count } premières colonnes sans en-tête (numéros de ligne), laissées de côté
    }
import-note-last-empty =
    { $count ->
        [one] dernière colonne sans en-tête et vide, laissée de côté
       *[other] { $count } dernières colonnes sans en-tête et vides, laissées de côté
    }
import-note-unnamed =
    { $count ->
        [one] une colonne sans en-tête, laissée de côté
       *[other] { $count } colonnes sans en-tête, laissées de côté
    }
import-note-surplus =
    { $count ->
        [one] une ligne aux cellules vides en trop, lue sans elles
       *[other] { $count } lignes aux cellules vides en trop, lues sans elles
    }
import-note-mac-roman =
    { $count ->
        [one] une ligne avec accents, lue dans l’encodage Mac Roman
       *[other] { $count } lignes avec accents, lues dans l’encodage Mac Roman
    }
import-note-cp850 =
    { $count ->
        [one] une ligne avec accents, lue dans l’encodage MS-DOS (CP850)
       *[other] { $count } lignes avec accents, lues dans l’encodage MS-DOS (CP850)
    }
import-note-mojibake =
    { $count ->
        [one] une ligne encodée deux fois (« Ã© » pour « é »), réparée
       *[other] { $count } lignes encodées deux fois (« Ã© » pour « é »), réparées
    }
import-note-mojibake-doubt =
    { $count ->
        [one] une ligne peut-être encodée deux fois, laissée telle quelle
       *[other] { $count } lignes peut-être encodées deux fois, laissées telles quelles
    }
