# Filters and the values of dimensions that no vocabulary words
filter-answered = Reply by the brand
filter-outcome = What followed the reply
filter-rating = Rating
filter-country = Country
filter-community = Forum, page or account
filter-confidence = Confidence of the labels
filter-labelled_by = Labelled by
filter-except = { $title }, except
values-except = not { $values }
value-answered-yes = Answered
value-answered-no = Unanswered
value-answered-unseen = Replies cannot be seen
value-rating-1 = 1 star
value-rating-2 = 2 stars
value-rating-3 = 3 stars
value-rating-4 = 4 stars
value-rating-5 = 5 stars
value-confidence-low = Low (below 60%)
value-confidence-medium = Medium (60 to 80%)
value-confidence-high = High (80% and above)
labeller-person = A person
labeller-stars = The stars
labeller-model = The program, version { $version }
labeller-calibrated = The program, version { $version }, adjusted on your corrections ({ $calibration })

# What a figure covers
coverage = can be seen for { $observed ->
    [one] { $observed } merchant
   *[other] { $observed } merchants
 } of { $merchants }
coverage-none = cannot be seen in these sources
coverage-alone = { $observed ->
    [one] can be seen for 1 merchant of { $merchants }, { $merchant }: { $rate } ({ $counted })
   *[other] can be seen for { $observed } merchants of { $merchants }; { $share } of these messages are those of { $merchant }: no common rate
 }

# A message
verbatim-source = Open the original post in a new tab
