# What the scripts of the page say themselves
front-help = Definition:
front-undo = Undo
front-messages = messages:
