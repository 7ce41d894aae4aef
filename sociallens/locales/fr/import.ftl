# Fichiers
import-empty = le fichier est vide : aucune ligne à importer.
import-header-only = le fichier n’a que ses en-têtes : aucune ligne à importer.
import-foreign = ce n’est pas un export de conversations : le contenu est celui d’un fichier { $kind }, quel que soit son nom. Formats lus : CSV, JSON, JSON Lines, XLSX, Parquet.
import-binary = ce n’est pas un texte lisible. Formats lus : CSV, JSON, JSON Lines, XLSX, Parquet.
import-json-broken = le document JSON est incomplet ou abîmé à la ligne { $line }.
import-json-deep = le document JSON est imbriqué sur plus de { $most } niveaux.
import-json-records = aucun enregistrement trouvé dans ce document JSON.
import-xlsx-broken = le classeur ne peut pas être lu : il est abîmé ou protégé par un mot de passe.
import-xlsx-bomb = le classeur est refusé : décompressé, il serait démesuré ({ $limit }).
import-parquet-broken = le fichier Parquet est abîmé ou n’est pas fait de colonnes simples.
import-no-room = le lire demande { $need } Mo d’espace libre dans { $folder }, et il n’y en a que { $free }. Rien n’a été lu.
import-too-big = le fichier dépasse { $most } Mo.
import-too-many-rows = le fichier dépasse { $most } lignes : coupez-le en plusieurs.
import-too-many-columns = { $found } colonnes ; { $most } au plus sont lues.
import-no-profile = format non reconnu. Colonnes trouvées : { $columns }. Trois remèdes : renommer les colonnes d’après le modèle SocialLens (text, site, channel, published_at…), indiquer quelle colonne est quoi (page Données, ou --map), ou nommer un profil avec --profile. « sociallens inspect FICHIER » propose des colonnes et la commande qui les importe.
    .page = format non reconnu. Colonnes trouvées : { $columns }. Déposez ce fichier seul pour dire quelle colonne est quoi, ou renommez ses colonnes d’après le modèle à remplir.
import-two-profiles = deux profils reconnaissent ce fichier : { $names }. Choisissez-en un avec --profile. Colonnes trouvées : { $columns }.
    .page = deux formats reconnaissent ce fichier : { $names }. Gardez-y les colonnes d’un seul outil. Colonnes trouvées : { $columns }.
import-profile-unknown = profil « { $name } » inconnu. Profils connus : { $known }.
import-profile-shape = le profil « { $name } » ne correspond pas à la forme de ce fichier.
import-profile-unreadable = le profil « { $name } » est illisible : { $problem }
import-profile-column = le profil « { $name } » remplit une colonne inconnue : { $column }.
import-other-taxonomy = cette base utilise la taxonomie « { $store } », pas « { $name } ».
import-channel-asked = canal « { $name } » inconnu. Canaux connus : { $known }.
import-into-demo = « { $folder } » contient les données inventées de la démonstration : importez dans une autre base (--store).
    .page = « { $folder } » contient les données inventées de la démonstration, auxquelles rien ne s’ajoute. Demandez à qui a installé SocialLens de choisir un autre dossier pour vos données.

# Clé des pseudonymes
import-key-open = la clé des pseudonymes { $file } est lisible par d’autres que vous. Restreignez-la : chmod 600 { $file }
import-key-damaged = la clé des pseudonymes { $file } est illisible ou trop courte. Rétablissez-la depuis une sauvegarde.
import-key-other = cette base a été faite avec une autre clé de pseudonymes que { $file }. Avec deux clés, un même auteur compterait pour deux : rétablissez la clé d’origine, ou importez dans une nouvelle base.

# Marques
merchants-twice = { $file } : « { $alias } » désigne deux enseignes, « { $first } » et « { $second } ».

# Compte rendu
import-why = les colonnes { $columns } sont celles de « { $title } »
import-why-asked = profil « { $title } », choisi par vous
import-site-from-name = enseigne d’après le nom du fichier : { $site }
import-file = { $file } : { $why } ; { $read } { $read ->
      [one] contribution lue
     *[other] contributions lues
    }, { $rejected } { $rejected ->
      [one] rejetée
     *[other] rejetées
    }
import-file-problem = { $file } : { $problem }
import-file-aside = { $file } : laissé de côté, { $problem }
import-unused = colonnes non utilisées : { $columns }
import-counts = { $read } { $read ->
      [one] contribution lue
     *[other] contributions lues
    } = { $added } { $added ->
      [one] ajoutée
     *[other] ajoutées
    } + { $updated } { $updated ->
      [one] mise à jour
     *[other] mises à jour
    } + { $unchanged } { $unchanged ->
      [one] inchangée
     *[other] inchangées
    }{ $clashing ->
      [0] {""}
     *[other] {" "}+ { $clashing } à part
    }{ $suppressed ->
      [0] {""}
     *[other] {" "}+ { $suppressed } effacées à la demande
    } + { $rejected } { $rejected ->
      [one] rejetée
     *[other] rejetées
    }
import-reason = { $reason } : { $count } ({ $examples })
import-known = valeurs connues : { $values }
import-place = { $file }, ligne { $line }
import-place-value = { $place } : « { $value } »
import-version = Base à jour : version { $version }.
import-dry = Essai : rien n’a été écrit.
import-speed = { $rate } contributions par seconde ({ $seconds } s).
import-rejected-file = Lignes rejetées : { $file }
import-progress = Contributions
import-column-file = fichier
import-column-line = ligne
import-column-reason = motif
import-column-detail = valeur
import-column-content = contenu

# Motifs de rejet
import-no-text = ni texte ni étiquette
import-date = date illisible (attendu : 2023-03-15, 2023-03-15T13:09:00Z ou 15 mars 2023, sauf profil contraire)
    .page = date illisible, ou d’une autre forme que celle du fichier
import-future = date dans le futur
import-unknown-channel = canal inconnu
import-no-channel = canal absent : ajoutez une colonne channel, ou --channel
    .page = canal absent : indiquez-le sous le fichier déposé, ou dans une colonne du fichier
import-no-site = enseigne absente : ajoutez une colonne site, ou --site
    .page = enseigne absente : indiquez-la sous le fichier déposé, ou dans une colonne du fichier
import-unknown-topic = sujet inconnu
import-unknown-cause = cause inconnue
import-unknown-sentiment = sentiment inconnu
import-unknown-severity = gravité inconnue
import-unknown-intent = intention inconnue
import-unknown-role = rôle inconnu
import-ragged = nombre de cellules différent de celui des en-têtes
import-quoting = guillemets mal fermés
import-undecodable = caractères indéchiffrables
import-cell-too-long = cellule trop longue (plus de 50 000 caractères)
import-interface = phrase de l’interface du site, pas une contribution
import-name = ligne qui n’est qu’un nom
import-json-line = ligne JSON illisible

# Remarques
import-note-repaired =
    { $count ->
        [one] une ligne dans un autre encodage que le fichier, convertie (Windows-1252)
       *[other] { $count } lignes dans un autre encodage que le fichier, converties (Windows-1252)
    }
import-note-quotes =
    { $count ->
        [one] une ligne aux guillemets mal placés, lue quand même
       *[other] { $count } lignes aux guillemets mal placés, lues quand même
    }
import-note-rating =
    { $count ->
        [one] une note hors de 1 à 5, laissée vide
       *[other] { $count } notes hors de 1 à 5, laissées vides
    }
import-note-sentiment-score =
    { $count ->
        [one] un score de sentiment hors de -1 à 1, laissé vide
       *[other] { $count } scores de sentiment hors de -1 à 1, laissés vides
    }
import-note-updated =
    { $count ->
        [one] une date de mise à jour illisible, laissée vide
       *[other] { $count } dates de mise à jour illisibles, laissées vides
    }
import-note-clock =
    { $count ->
        [one] une heure tombant sur un changement d’heure (deux fois la même : la première ; inexistante : une heure plus tard)
       *[other] { $count } heures tombant sur un changement d’heure (deux fois la même : la première ; inexistante : une heure plus tard)
    }
import-note-reply-date =
    { $count ->
        [one] une réponse de l’enseigne sans date lisible, gardée sans date
       *[other] { $count } réponses de l’enseigne sans date lisible, gardées sans date
    }
import-note-no-key =
    { $count ->
        [one] un auteur laissé de côté : la clé des pseudonymes n’a pas pu être créée
       *[other] { $count } auteurs laissés de côté : la clé des pseudonymes n’a pas pu être créée
    }
