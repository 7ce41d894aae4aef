# The page of the published study
page-study = The published study
study-about = Figures from the trade press, which SocialLens did not measure, next to those of your view. Years, sites and methods differ: a landmark, not a target.
study-finding = { $metric }: { $published } in the study, { $own } in your view.
study-own-none = Nothing in this view can be compared with the study.
study-other-vocabulary = These data are classified with the vocabulary “{ $own }”, which is not the study’s, so the figures cannot be compared. You can still read the study’s own figures below.
study-beside = study: { $published }
study-tick = tick: { $study }
hover-study = study: { $rate }
study-figures = { $edition }: the published figures
study-measure = Measure
study-figure = Published figure
study-sure = 95% interval
study-part = sample size not published
study-link = The figures of a 2011–2012 study, next to yours.
study-open = Open the study
