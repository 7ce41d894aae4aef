# What the figures of a page answer. $who: you (the reader's own merchant), whole (the view), or the
# dimension of the subject; $way: more or less than what it is compared with.
findings-subject = { $dimension ->
    [channel] le canal « { $name } »
    [topic] le sujet « { $name } »
    [cause] le motif « { $name } »
    [community] l’espace « { $name } »
   *[other] { $name }
 }
findings-within = { $dimension ->
    [site] chez { $name }
    [channel] dans le canal « { $name } »
    [topic] sur le sujet « { $name } »
   *[community] dans l’espace « { $name } »
 }
findings-lead-negative_rate_customer_service-others = { $who ->
    [you] Vous faites { $way ->
        [more] moins bien
       *[less] mieux
    }
    [site] { $name } fait { $way ->
        [more] moins bien
       *[less] mieux
    }
   *[other] { $name } est { $way ->
        [more] plus
       *[less] moins
    } négatif
 } que les autres au service client
findings-lead-negative_rate_customer_service-before = { $who ->
    [you] Vous { $way ->
        [more] vous dégradez
       *[less] progressez
    } au service client
    [site] { $name } { $way ->
        [more] se dégrade
       *[less] progresse
    } au service client
    [whole] Le service client { $way ->
        [more] se dégrade
       *[less] s’améliore
    }
   *[other] Le service client { $way ->
        [more] se dégrade
       *[less] s’améliore
    } { $within }
 }
findings-lead-negative_rate-others = { $name } est { $way ->
    [more] plus
   *[less] moins
 } négatif que les autres
findings-lead-negative_rate-before = { $who ->
    [you] L’humeur de vos clients
   *[other] L’humeur
 } { $way ->
    [more] se dégrade
   *[less] s’améliore
 }{ $who ->
    [you] { "" }
    [whole] { "" }
   *[other] { " " }{ $within }
 }
findings-lead-brand_participation-others = { $who ->
    [you] Vous répondez { $way ->
        [more] plus
       *[less] moins
    } souvent que les autres
    [site] { $name } répond { $way ->
        [more] plus
       *[less] moins
    } souvent que les autres
   *[other] Les enseignes répondent { $way ->
        [more] plus
       *[less] moins
    } souvent { $within } qu’ailleurs
 }
findings-lead-brand_participation-before = { $who ->
    [you] Vous répondez
    [site] { $name } répond
   *[other] Les enseignes répondent
 } { $way ->
    [more] plus
   *[less] moins
 } souvent qu’avant{ $who ->
    [you] { "" }
    [site] { "" }
    [whole] { "" }
   *[other] { " " }{ $within }
 }
findings-lead-cause_share-before = { $name } revient { $way ->
    [more] plus
   *[less] moins
 } souvent
findings-lead-cause_share-others = { $who ->
    [you] Le motif « { $part } » revient { $way ->
        [more] plus
       *[less] moins
    } chez vous qu’ailleurs
    [cause] { $name } revient { $way ->
        [more] plus
       *[less] moins
    } chez { $part } qu’ailleurs
   *[other] Le motif « { $part } » revient { $way ->
        [more] plus
       *[less] moins
    } { $within } qu’ailleurs
 }
findings-lead-topic_mix-before = { $name } prend { $way ->
    [more] plus
   *[less] moins
 } de place
findings-lead-topic_mix-others = Le sujet « { $part } » prend { $way ->
    [more] plus
   *[less] moins
 } de place { $who ->
    [you] chez vous
   *[other] { $within }
 } qu’ailleurs
findings-lead-channel_share-before = { $name } prend { $way ->
    [more] plus
   *[less] moins
 } de place
findings-lead-channel_share-others = Le canal « { $part } » prend { $way ->
    [more] plus
   *[less] moins
 } de place { $who ->
    [you] chez vous
   *[other] { $within }
 } qu’ailleurs
findings-lead-waiting = { $count ->
    [one] { $n } réclamation attend
   *[other] { $n } réclamations attendent
 } { $who ->
    [you] votre réponse
   *[other] une réponse
 }
findings-lead-about = { $part ->
    [none] Messages négatifs : { $rate }
   *[other] Premier sujet : « { $part } » ({ $rate })
 }

# Figures in a sentence, in its lead or after it
findings-rate-negative_rate_customer_service = { $rate } de { $place ->
    [lead] messages négatifs
   *[after] négatifs au service client
 }
findings-rate-negative_rate = { $rate } de messages négatifs
findings-rate-brand_participation = { $rate } des conversations ont une réponse
findings-rate-cause_share = { $rate } des plaintes
findings-rate-topic_mix = { $rate } des messages
findings-rate-channel_share = { $rate } des messages
findings-points = { $count ->
    [one] { $size } point
   *[other] { $size } points
 } de { $way ->
    [more] plus
   *[less] moins
 }{ $than ->
    [year] { " " }qu’il y a un an
    [previous] { " " }que dans la période précédente
    [site] { " " }que les autres
    [elsewhere] { " " }qu’ailleurs
   *[said] { "" }
 }
findings-part = { $dimension ->
    [cause] le motif « { $part } » revient
    [topic] le sujet « { $part } » pèse
   *[channel] le canal « { $part } » pèse
 } { $way ->
    [more] plus
   *[less] moins
 } qu’ailleurs
findings-unanswered = { $count ->
    [one] { $n } réclamation sans réponse
   *[other] { $n } réclamations sans réponse
 }
findings-grave = { $count ->
    [one] dont { $n } grave
   *[other] dont { $n } graves
 }
findings-oldest = { $years ->
    [0] { $days ->
        [0] la plus ancienne est du dernier jour
        [one] la plus ancienne a { $n } jour
       *[other] la plus ancienne a { $n } jours
    }
    [one] la plus ancienne a plus d’un an
   *[other] la plus ancienne a plus de { $years } ans
 }

# The line below
findings-interval = écart entre { $low } et { $high } points, démontré
findings-was = { $rate } { $than ->
    [year] il y a un an
    [previous] dans la période précédente
    [site] chez les autres
   *[elsewhere] ailleurs
 }
findings-part-detail = { $part } : { $rate }, { $was }
findings-waiting-detail = messages négatifs de service client, là où une réponse se verrait
findings-of-messages = { $count ->
    [one] { $n } message de client
   *[other] { $n } messages de clients
 }
findings-none-title = Aucun écart n’est démontré
findings-none = { $judged ->
    [one] Un écart examiné, non démontré
   *[other] { $judged } écarts examinés, aucun n’est démontré
 } ; une différence d’environ { $count ->
    [one] { $size } point
   *[other] { $size } points
 } se serait vue quatre fois sur cinq.
findings-few-title = Trop peu de messages pour comparer
findings-few = Il faut au moins { $few } messages de chaque côté d’une comparaison.

# Who does better
findings-standing-better = { $count ->
    [one] { $number } enseigne fait mieux que les autres
   *[other] { $number } enseignes font mieux que les autres
 }
findings-standing-worse = { $count ->
    [one] { $number } enseigne fait moins bien que les autres
   *[other] { $number } enseignes font moins bien que les autres
 }
findings-standing-worse-too = { $number } moins bien
findings-standing-alike = pour { $number }, rien ne { $count ->
    [one] la
   *[other] les
 } distingue
findings-standing-none = Rien ne distingue les enseignes les unes des autres
findings-standing-few = { $count ->
    [one] { $number } a trop peu de messages pour être comparée.
   *[other] { $number } ont trop peu de messages pour être comparées.
 }
findings-number = { $count ->
    [0] aucune
    [1] une
    [2] deux
    [3] trois
    [4] quatre
    [5] cinq
    [6] six
    [7] sept
    [8] huit
    [9] neuf
    [10] dix
    [11] onze
    [12] douze
    [13] treize
    [14] quatorze
    [15] quinze
    [16] seize
   *[other] { $n }
 }
