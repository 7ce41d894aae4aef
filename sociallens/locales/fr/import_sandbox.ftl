# Limites
import-limit-memory = sa lecture demande plus de { $most } Mo de mémoire et a été arrêtée. Coupez le fichier en plusieurs, ou enregistrez-le en CSV.
import-limit-time = sa lecture dure plus de { $most } s et a été arrêtée. Coupez le fichier en plusieurs.
import-limit-failure = le lecteur de fichiers s’est arrêté net en le lisant : il est abîmé ou truqué. Ouvrez-le dans un tableur et enregistrez-le de nouveau, en CSV.
import-limit-killed = sa lecture a été arrêtée par le système, sans doute faute de mémoire. Coupez le fichier en plusieurs.
import-cancelled = import annulé : rien n’a été ajouté.
import-not-regular = ce n’est pas un fichier mais { $kind ->
        [folder] un dossier
        [pipe] un tube
        [socket] une prise réseau
       *[device] un périphérique
    }.
import-not-opened = le fichier n’a pas pu être ouvert : { $reason ->
        [ENOENT] il n’existe pas ou plus
        [EACCES] vous n’avez pas le droit de le lire
        [EPERM] vous n’avez pas le droit de le lire
        [ELOOP] c’est un lien qui tourne en rond
        [EIO] le disque ne répond pas
       *[other] { $reason }
    }.
work-not-made = le dossier de travail { $folder } ne peut pas être utilisé ({ $reason }). Rendez-le accessible, libérez de la place, ou nommez-en un autre dans SOCIALLENS_WORK.
setting-number = { $name } doit être un nombre entier, pas « { $value } ».

# Listes
list-others = { $listed } et { $count } { $count ->
        [one] autre
       *[other] autres
    }

# Marques
merchants-empty = { $file } est vide. Rétablissez-le depuis une sauvegarde, ou supprimez-le : les enseignes fournies avec SocialLens reviendront.
merchants-toml = { $file }, ligne { $line } : ce n’est pas du TOML. Une enseigne s’écrit ["Nom"] sur une ligne, puis aliases = ["autre nom"] et accounts = ["compte"] sur les suivantes.
merchants-encoding = { $file }, ligne { $line } : ce n’est pas de l’UTF-8. Enregistrez le fichier dans cet encodage.
merchants-list = { $file }, ligne { $line } : { $field } de « { $name } » doit être une liste de noms entre guillemets, comme ["autre nom"].
merchants-table = { $file }, ligne { $line } : « { $name } » doit être écrit ["{ $name }"] sur une ligne à lui.
merchants-closed = { $file } n’a pas pu être ouvert ({ $reason }).

# Page
upload-reading = Lecture des fichiers…
upload-cancel = Annuler
upload-stopped = Lecture annulée.
upload-again = Lire de nouveau
upload-cancelled = Import annulé : rien n’a été ajouté.
