# The course of a figure in words, for those who do not see the chart
course = d’abord { $first }, à la fin { $last } ; au plus bas { $lowest }, au plus haut { $highest }
course-point = { $value } ({ $when })
trend-alt = { $chart } : { $courses }
trend-merged = les périodes voisines sont réunies jusqu’à { $few } messages
