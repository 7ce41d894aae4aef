# The page of the published study
page-study = The published study
study-about = Figures of the trade press, which SocialLens did not measure, beside those of the view. Years, sites and method differ: a landmark, not a target.
study-edition = Edition
study-finding = { $metric }: { $published } in the study, { $own } in the view.
study-own-none = Nothing in the view compares with this edition.
study-other-vocabulary = This data is classified with the vocabulary “{ $own }”, which is not the study’s: the figures do not compare. Those of the study can be read below.
study-headline = The headline figures
study-beside = { $metric }: study { $published }, yours { $own }
study-tick = blue tick: { $study }
hover-study = study: { $rate }
study-figures = The published figures
study-measure = Measure
study-figure = Published figure
study-part = computed on a part of the sample whose size was not published
study-link = The figures of a study of 2011–2012, and yours beside them:
