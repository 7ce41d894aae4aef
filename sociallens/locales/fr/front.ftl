# What the scripts of the page say themselves
front-help = Définition :
front-undo = Annuler
front-messages = messages :
