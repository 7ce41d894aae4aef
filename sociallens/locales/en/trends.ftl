# The course of a figure in words, for those who do not see the chart
course = first { $first }, last { $last }; lowest { $lowest }, highest { $highest }
course-point = { $value } ({ $when })
trend-alt = { $chart }: { $courses }
trend-merged = neighbouring periods are taken together up to { $few } messages
