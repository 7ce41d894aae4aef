# The answer on top
facts-title = Ce qu’il faut savoir
verdict-shown = démontré
verdict-stable = stable, démontré
verdict-not_shown = pas d’écart démontré
verdict-too_few = trop peu pour comparer
standing-better = mieux
standing-worse = moins bien
standing-alike = comme les autres
standing-too_few = trop peu pour le dire
unanswered-title = Réclamations sans réponse
unanswered-about = les plus graves d’abord, là où une réponse se verrait
