calibrate-read = { $messages ->
    [0] Aucun message corrigé ou confirmé.
    [one] { $messages } message corrigé ou confirmé. Les réponses aux audits n’y comptent pas.
   *[other] { $messages } messages corrigés ou confirmés. Les réponses aux audits n’y comptent pas.
}
calibrate-missing = { $task } : { $n } sur { $needed } nécessaires ; il en manque { $missing }.
calibrate-unconfirmed = { $task } : { $n }, dont { $confirmed } où l’étiquette était juste ; il en faut { $needed }, il en manque { $unconfirmed }. Confirmez aussi ce qui est juste : sans cela, rien ne dit ce qu’un réglage abîmerait.
calibrate-more = { $task } : { $n }, dont { $confirmed } où l’étiquette était juste : c’est moins que dans vos messages, où elle l’est à { $usual }. Jugé là-dessus, l’écart irait de { $low } à { $high } points : { $verdict }. Avec { $more } confirmations de plus, prises au hasard (ou un audit), on le saurait mieux.
calibrate-verdict-yes = retenu
calibrate-verdict-no = refusé, ce peut être le hasard
calibrate-disagree = { $task } : { $n }, dont { $confirmed } où l’étiquette était juste : vos étiquettes et celles du programme ne s’accordent pas plus que par hasard, il n’y a rien à en apprendre. Confirmez aussi ce qui est juste.
calibrate-better = { $task } : { $n } messages, juste { $before } avant, { $after } après sur des messages non appris (chance donnée à la bonne étiquette : { $low } à { $high } points) : retenu.
calibrate-not-better = { $task } : { $n } messages, juste { $before } avant, { $after } après sur des messages non appris (chance donnée à la bonne étiquette : { $low } à { $high } points) : refusé, ce peut être le hasard.
calibrate-kept = Réglage { $number } en service. Pour revenir au précédent : sociallens calibrate --back.
calibrate-dry = Essai à blanc : rien n’a été écrit.
calibrate-known = Rien de nouveau : ce réglage est déjà en service.
calibrate-nothing = Rien n’a changé.
calibrate-nothing-before = Aucun réglage n’est en service : il n’y a rien à reprendre.
calibrate-back = Le réglage d’avant est de nouveau en service ({ $number ->
    [0] celui du programme
   *[other] le { $number }
 }).
calibrate-which = --back ne va pas avec --dry-run.
own-weights-unreadable = Le réglage de cette base est illisible ({ $file }). Supprimez le dossier « model » de la base pour reprendre celui du programme, puis : sociallens classify --store DOSSIER.
terms-no-version = La version { $number } du vocabulaire n’existe pas.
term-bad-label = Choisissez ce que dit le terme.
term-bad-formula = « { $term } » commence par un signe de formule : un terme est fait de mots.
term-bad-star = « { $term } » : l’astérisque ne va qu’à la fin, pour toutes les terminaisons d’un mot.
term-bad-signs = « { $term } » n’a ni lettre ni chiffre : un terme est fait de mots.
term-bad-clauses = « { $term } » va d’une phrase à l’autre : un terme est fait de mots qui se suivent.
term-bad-long = Un terme a { $words } mots et { $signs } signes au plus.
term-bad-short = Un terme a au moins { $letters } lettres : plus court, il se trouverait partout.
term-bad-plain = « { $term } » se trouve dans n’importe quel texte et ne dit rien seul.
term-bad-there = « { $term } » est déjà dans votre vocabulaire, avec cette force.
