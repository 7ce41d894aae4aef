relabel-read = { $labelled ->
    [one] { $labelled } contribution labelled by the classifier, classified again
   *[other] { $labelled } contributions labelled by the classifier, classified again
  }; { $kept ->
    [0] no other.
    [one] { $kept } other (labelled by hand), left as it is.
   *[other] { $kept } others (labelled by hand), left as they are.
}
relabel-nothing = Nothing changed: the store already has the labels of the classifier { $classifier }.
relabel-changed = Labels that change:
relabel-task = { $task }: { $rows } ({ $share })
relabel-headline = Negative rate in customer service: { $was } before, { $now } after.
relabel-rate = { $rate } ({ $k } of { $n })
relabel-dry = Dry run: nothing was written.
relabel-version = Version { $version } of the data. The one before stays readable in a link with data={ $old }.
relabel-progress = Classifying again
