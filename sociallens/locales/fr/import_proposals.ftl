# Colonnes indiquées ou proposées
import-why-mapped = colonnes indiquées par vous : { $columns }
import-why-guessed = colonnes reconnues à leur nom et à leur contenu : { $columns }
import-map-form = « { $argument } » n’est pas de la forme CHAMP=COLONNE, par exemple text=Commentaire ou published_at=Date:jj/mm/aaaa.
import-map-field = champ « { $field } » inconnu. Champs connus : { $known }.
import-map-missing = le fichier n’a pas de colonne { $columns }. Colonnes trouvées : { $found }.
import-map-empty = aucune colonne n’est indiquée.
import-map-profile = --profile { $name } et --map s’excluent : un profil dit déjà quelle colonne est quoi.
import-profile-untitled = donnez à ce format un nom qui contient au moins une lettre ou un chiffre.
import-zone-unknown = fuseau horaire « { $zone } » inconnu. Exemples : Europe/Paris, UTC, America/Montreal.
import-format-unknown = forme de date « { $format } » inconnue. Formes connues : { $known }.
import-scale-unknown = échelle de note « { $scale } » inconnue. Échelles connues : { $known }.
import-date-relative = date relative (« il y a 3 jours ») : le fichier ne dit pas de quel jour elle part
import-date-order = date ambiguë : le jour ou le mois en premier ? À dire avec --map, par exemple published_at=Date:jj/mm/aaaa
    .page = date ambiguë : le jour ou le mois en premier ? À dire dans le formulaire des colonnes

# sociallens inspect
inspect-known = { $file } ({ $rows } lignes, { $columns } colonnes) : profil « { $profile } », { $why }
inspect-unknown = { $file } ({ $rows } lignes, { $columns } colonnes) : format inconnu
inspect-missing = Il manque seulement { $fields }.
inspect-complete = Rien d’indispensable ne manque.
inspect-and = et
missing-text = le texte
missing-site = l’enseigne
missing-channel = le canal
inspect-proposal = { $field } = { $header }{ $form } : { $reads } sur { $filled } lues ; { $samples }
inspect-unread = illisibles : { $values }
inspect-command = Pour importer :
ask-date = Une colonne de dates n’est pas utilisée ({ $headers }) : est-ce la date de publication ?
ask-order = Les dates de « { $headers } » se lisent de deux façons, jour/mois ou mois/jour : laquelle est la bonne ?
ask-sentiment = Qui a établi « { $headers } » : une personne (sentiment) ou un outil (tool_sentiment) ?

# Formes de date
date-form-iso = 2026-03-15 14:30
date-form-rfc2822 = Sun, 15 Mar 2026 14:30:00 +0000
date-form-french = 15 mars 2026
date-form-d-mon-y = 15-mars-2026
date-form-month_d_y = March 15, 2026
date-form-m_d_y = 03 15, 2026 (mois, jour)
date-form-ctime = Sun Mar 15 14:30:00 +0000 2026
date-form-y-m-d = 2026/03/15
date-form-d-m-y = 15/03/2026 (jour, mois)
date-form-m-d-y = 03/15/2026 (mois, jour)
date-form-yyyymmdd = 20260315
date-form-epoch-s = secondes depuis 1970 (1773585000)
date-form-epoch-ms = millisecondes depuis 1970 (1773585000000)
date-form-epoch-us = microsecondes depuis 1970 (1773585000000000)
date-form-excel = numéro de jour d’Excel (46096,604)

# Champs
upload-field-tool-sentiment = Humeur selon un outil
upload-field-reply-text = Réponse de l’enseigne
upload-field-reply-published-at = Date de la réponse
upload-field-reply-author = Auteur de la réponse
