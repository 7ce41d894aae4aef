# The answer on top
facts-title = What to know
verdict-shown = proven
verdict-stable = stable, proven
verdict-not_shown = no proven difference
verdict-too_few = too few to compare
standing-better = better
standing-worse = worse
standing-alike = like the others
standing-too_few = too few to tell
unanswered-title = Complaints without a reply
unanswered-about = the most serious first, where a reply could be seen
