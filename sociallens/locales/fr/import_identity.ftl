# Identité des contributions
import-clashing =
    { $count ->
        [one] Une contribution porte l’identifiant d’une autre, dont l’auteur, la date ou le texte diffère : elle est gardée à part, rien n’est remplacé.
       *[other] { $count } contributions portent l’identifiant d’une autre, dont l’auteur, la date ou le texte diffère : elles sont gardées à part, rien n’est remplacé.
    }
import-suppressed =
    { $count ->
        [one] Une contribution a été effacée à la demande : elle reste dehors.
       *[other] { $count } contributions ont été effacées à la demande : elles restent dehors.
    }
import-reposts =
    { $count ->
        [one] dont une reprise (retweet, partage), comptée à part
       *[other] dont { $count } reprises (retweets, partages), comptées à part
    }
import-note-ids-rounded =
    { $count ->
        [one] un identifiant arrondi par un tableur (1,73E+18) n’en est plus un : la contribution est reconnue à son contenu
       *[other] { $count } identifiants arrondis par un tableur (1,73E+18) n’en sont plus : les contributions sont reconnues à leur contenu
    }
import-note-ids-few =
    { $count ->
        [one] la colonne de l’identifiant se répète d’une contribution à l’autre, elle n’en est pas un : la contribution est reconnue à son contenu
       *[other] la colonne de l’identifiant se répète d’une contribution à l’autre, elle n’en est pas un : les { $count } contributions sont reconnues à leur contenu
    }
import-note-tool-sentiment =
    { $count ->
        [one] un sentiment de l’outil d’écoute incompris, laissé vide
       *[other] { $count } sentiments de l’outil d’écoute incompris, laissés vides
    }

# Reprises
chip-reposts = reprises comprises

# Avis sans texte, sentiment de l’outil
verbatim-stars-only = (note sans texte)
why-tool = L’outil d’écoute disait : { $sentiment } (gardé à titre d’avis, absent des chiffres).
