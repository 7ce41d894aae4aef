# Messages to read
front-search = Chercher
front-dense = Liste serrée
front-order = Ordre :
front-keys = touches j et k : suivant, précédent
reader-list = Les messages
reader-opened = Le message ouvert
reader-exchange = L’échange
reader-exchange-more =
    { $count ->
        [one] Un autre message est dans le fichier CSV.
       *[other] { $count } autres messages sont dans le fichier CSV.
    }
reader-this = ce message
reader-other-customer = Autre client
reader-after = après { $delay }
reader-age = { $days } j
reader-others =
    { $count ->
        [one] +1 message
       *[other] +{ $count } messages
    }
reader-place = { $first } à { $last } sur { $n }
reader-previous = Précédents
reader-next = Suivants
reader-all = tout voir ({ $n })
reader-grave = Graves
reader-medium = Moyennes
reader-low = Légères
reader-unanswered = Sans réponse
reader-followed = Avec suite
reader-starred = Avec étoiles
order-latest = les plus récents d’abord
order-oldest = les plus anciens d’abord
order-gravest = les plus graves d’abord
order-confidence = les moins sûrs d’abord

# Why a message has its labels
why-grave = Grave : le texte évoque { $reasons }.
why-program = { $program } a donné : { $labels }.
why-program-sure = { $program }, sûr à { $confidence }, a donné : { $labels }.
reason-fraud = fraude ou tromperie
reason-accused = accusation de tromperie
reason-theft = vol
reason-legal = suites juridiques
reason-safety = sécurité
reason-boycott = appel au boycott
reason-withheld = argent retenu
reason-month = problème qui dure
reason-unanswered = demandes restées sans réponse
reason-repeated = relances répétées

# What waits for an answer
todo =
    { $count ->
        [one] { $grave ->
            [0] Une réclamation attend une réponse.
           *[other] Une réclamation grave attend une réponse.
        }
       *[other] { $grave ->
            [0] { $n } réclamations attendent une réponse, aucune grave.
            [one] { $n } réclamations attendent une réponse, dont une grave.
           *[other] { $n } réclamations attendent une réponse, dont { $of_them } graves.
        }
    }
todo-about = messages négatifs de service client, là où une réponse se verrait
todo-oldest =
    { $years ->
        [0] { $days ->
            [0] la plus ancienne est du dernier jour des données
            [one] la plus ancienne a un jour
           *[other] la plus ancienne a { $days } jours
        }
        [one] la plus ancienne a plus d’un an
       *[other] la plus ancienne a plus de { $years } ans
    }
todo-none = Aucune réclamation n’attend de réponse dans cette vue.
todo-none-about =
    { $count ->
        [one] une conversation ouverte par un client, où une réponse se verrait
       *[other] { $count } conversations ouvertes par un client, où une réponse se verrait
    }
todo-unseen = On ne peut pas dire qui attend une réponse.
todo-unseen-about = Aucune source de cette vue ne montre les réponses des enseignes : « sans réponse » y est inconnu.
