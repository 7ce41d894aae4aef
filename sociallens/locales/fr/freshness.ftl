language-none = aucune langue reconnue

freshness = jusqu’au { $day } · importé { $ago }
freshness-undated = importé { $ago }
freshness-help = Le dernier jour dont le magasin a des données, et le temps écoulé depuis le dernier import.

watch-no-folder = Quel dossier surveiller ? Donnez-le à la commande, ou dans la variable SOCIALLENS_WATCH.
watch-began = Dossier surveillé : { $folder }. Ctrl-C pour finir.
watch-ended = Surveillance terminée.
watch-aside = { $count ->
    [one] 1 fichier n’a rien donné : il est dans « refusés », avec son compte rendu.
   *[other] { $count } fichiers n’ont rien donné : ils sont dans « refusés », avec leurs comptes rendus.
}
watch-scanned = { $imported ->
    [0] Aucun nouveau fichier
    [one] 1 fichier importé
   *[other] { $imported } fichiers importés
}, { $known } déjà { $known ->
    [0] connu
    [one] connu
   *[other] connus
}, { $waiting } en attente.
watch-gone = Le dossier « { $folder } » n’est plus là : j’attends qu’il revienne.
