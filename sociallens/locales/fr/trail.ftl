trail-absent = Aucun journal d’audit n’est tenu ici : indiquez son dossier avec --trail, ou définissez SOCIALLENS_TRAIL.
trail-busy = Le journal d’audit de { $folder } est occupé par un autre programme depuis { $seconds } secondes. Rien n’a été fait ; réessayez.
trail-not-written = Le journal d’audit de { $folder } ne peut pas être écrit ({ $reason }). Ce qu’il ne peut pas consigner n’est pas fait.
trail-not-read = Le journal d’audit de { $folder } ne peut pas être lu ({ $reason }).
trail-broken = La ligne { $line } de { $file } n’est pas telle qu’elle a été écrite. Lignes précédentes intactes : { $lines } ; la suite ne prouve rien.
trail-cut = Le journal compte { $lines ->
    [one] { $lines } ligne
   *[other] { $lines } lignes
}, mais aucune ne porte ce sceau : sa fin, ou le tout, a été remplacée.
trail-sound = { $lines ->
    [one] { $lines } ligne
   *[other] { $lines } lignes
}, sans altération. Gardez ce sceau ailleurs : avec --seal, il dira plus tard si la fin a été coupée : { $seal }
