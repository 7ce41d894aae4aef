evaluate-columns = { $file } : colonne(s) manquante(s) : { $missing }. Il faut text (et si possible channel) et au moins une colonne d’étiquettes parmi { $labels } ; trouvé : { $found }.
evaluate-label = { $file }, texte n° { $row } : « { $value } » n’est pas une valeur connue de la colonne { $column }. Valeurs connues : { $known }. Pour un autre secteur, précisez --taxonomy.
evaluate-head = { $file } : { $rows ->
    [one] { $rows } texte étiqueté
   *[other] { $rows } textes étiquetés
  }, classifieur { $classifier }, taxonomie { $taxonomy }. Entre crochets, l’intervalle à 95 % ({ $resamples } rééchantillonnages).
evaluate-all = tous les canaux
evaluate-group = { $name } : { $rows ->
    [one] { $rows } texte
   *[other] { $rows } textes
}
evaluate-task = { $task } ({ $n ->
    [one] { $n } texte
   *[other] { $n } textes
})
evaluate-textblob = sentiment, TextBlob seul
evaluate-calibration = Confiance et justesse : { $task } ; écart moyen (ECE) { $ece } { $interval }
task-topic = sujet
task-service = service client ou non
task-cause = cause principale
task-causes = causes
task-sentiment = sentiment
task-severity = gravité
task-intent = intention
task-language = langue
calibration-topic = sujet
calibration-sentiment = sentiment
calibration-topic-and-sentiment = sujet et sentiment à la fois
figure-accuracy = exactitude
figure-macro-f1 = macro-F1
figure-f1 = F1 du service client
figure-lenient-accuracy = exactitude, indulgente
figure-lenient-macro-f1 = macro-F1, indulgente
figure-lenient-f1 = F1 du service client, indulgente
figure-micro-f1 = micro-F1
figure-micro-precision = précision (micro)
figure-micro-recall = rappel (micro)
figure-lenient-micro-f1 = micro-F1, indulgente
column-label = étiquette
column-precision = précision
column-recall = rappel
column-f1 = F1
column-support = effectif
column-taken-for = pris pour
column-confidence = confiance
column-texts = textes
column-mean = confiance moyenne
column-right = justes
