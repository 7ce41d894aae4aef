# Fiches: all about one merchant, channel, topic, cause or forum
others-tick = trait : les autres
hover-others = les autres : { $rate }
peers-tick = trait : médiane des autres
hover-peers = médiane des autres enseignes : { $rate }
numbers-peers = médiane des autres : { $figure }
numbers-others = les autres : { $figure }
page-fiche = Fiche
fiche-none = Choisissez une enseigne, un canal, un sujet, un motif ou un forum
fiche-none-about = Une fiche dit tout d’une seule valeur. Ouvrez-la d’un clic sur un nom, dans les pages Enseignes, Canaux, Sujets ou Service client.
card-replies = En combien de temps répond-on ?
about-replies = part répondue selon l’attente, { $count }
alt-replies = Part des conversations répondues selon le temps d’attente. Après 48 h : { $curves }
replies-others = les autres
replies-hover = { $who }, après { $hours } h : { $share }
of-conversations = { $count ->
    [one] sur { $n } conversation
   *[other] sur { $n } conversations
 }
card-communities = Sur quels forums et pages ?
about-communities = part des messages dont on connaît le forum, la page ou le compte, { $count }
column-waited = Attente
card-messages = Ce qu’ils écrivent
about-messages = des messages parlants, les termes qui ont décidé surlignés
