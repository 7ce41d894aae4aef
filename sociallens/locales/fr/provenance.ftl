# Who or what gave each label of a message.
why-person = Par une personne, dans le fichier importé : { $labels }.
why-stars = Humeur déduite de la note : 1 ou 2 étoiles, négatif ; 4 ou 5, positif ; 3 n’en dit rien.

# What an import could not read.
import-note-country =
    { $count ->
        [one] 1 pays illisible : laissé vide
       *[other] { $count } pays illisibles : laissés vides
    }
