# The answer on top
facts-title = What to know
verdict-shown = proven
verdict-stable = stable, proven
verdict-not_shown = no proven difference
verdict-too_few = too few to compare
page-todo = To do
standing-better = better
standing-worse = worse
standing-alike = like the others
standing-too_few = too few to tell
