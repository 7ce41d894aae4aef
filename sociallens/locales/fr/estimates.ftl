# Figures corrected by an audit.
estimate-audit = { $count ->
    [one] corrigé par l’audit du { $day } ({ $n } message)
   *[other] corrigé par l’audit du { $day } ({ $n } messages)
}
estimate-audit-part = { $audit }, tiré de { $covered } des données d’aujourd’hui
estimate-why-none = chiffres bruts : aucun audit n’a assez de réponses
estimate-why-reposts = chiffres bruts : l’audit ne porte pas sur les reprises
estimate-why-outside = chiffres bruts : l’audit ne porte pas sur toute cette vue
estimate-why-grown = chiffres bruts : la plupart des données sont venues après l’audit
estimate-offer = { $count ->
    [one] Corriger par l’audit ({ $n } message)
   *[other] Corriger par l’audit ({ $n } messages)
}
estimate-offer-help = Des personnes ont relu un échantillon tiré au sort. Les taux et les parts tiennent alors compte des erreurs qu’elles ont vues ; le chiffre brut reste à côté.
estimate-figure = corrigé, { $interval } · brut { $raw }
estimate-hover = { $raw } brut → { $rate } corrigé, { $interval }
estimate-value-raw = { $value } brut
estimate-value-corrected = { $value } corrigé
estimate-raw-labels = chiffre brut : trop peu de messages audités ici
estimate-raw-outcome = chiffre brut : l’audit ne juge pas la suite des conversations
estimate-raw-nothing = inchangé : aucune étiquette n’y entre
estimate-all-raw = chiffres bruts : trop peu de messages audités ici
estimate-corrected = corrigé par l’audit
estimate-trend = chiffres bruts
estimate-findings = Ces constats comparent les chiffres bruts, pas les chiffres corrigés.
estimate-line = { $line } (chiffres bruts)
about-file-corrected = Correction
about-file-corrected-columns = Colonnes de la correction
about-file-corrected-figures = rate, low et high sont corrigés là où labels dit sur combien de messages audités ils reposent. k et n restent ceux des messages comptés ; raw_rate, raw_low et raw_high sont les chiffres bruts.
