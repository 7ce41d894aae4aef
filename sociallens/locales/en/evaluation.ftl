evaluate-columns = { $file }: missing column(s): { $missing }. It needs text (and, if possible, channel) and at least one column of labels among { $labels }; found: { $found }.
evaluate-label = { $file }, text no. { $row }: “{ $value }” is no known value of the column { $column }. Known values: { $known }. For another sector, give --taxonomy.
evaluate-head = { $file }: { $rows ->
    [one] { $rows } labelled text
   *[other] { $rows } labelled texts
  }, classifier { $classifier }, taxonomy { $taxonomy }. In brackets, the 95% interval ({ $resamples } resamples).
evaluate-all = all channels
evaluate-group = { $name }: { $rows ->
    [one] { $rows } text
   *[other] { $rows } texts
}
evaluate-task = { $task } ({ $n ->
    [one] { $n } text
   *[other] { $n } texts
})
evaluate-textblob = sentiment, plain TextBlob
evaluate-calibration = Confidence and being right: { $task }; mean gap (ECE) { $ece } { $interval }
task-topic = topic
task-service = customer service or not
task-cause = primary cause
task-causes = causes
task-sentiment = sentiment
task-severity = severity
task-intent = intent
task-language = language
calibration-topic = topic
calibration-sentiment = sentiment
calibration-topic-and-sentiment = topic and sentiment at once
figure-accuracy = accuracy
figure-macro-f1 = macro-F1
figure-f1 = F1 of customer service
figure-lenient-accuracy = accuracy, lenient
figure-lenient-macro-f1 = macro-F1, lenient
figure-lenient-f1 = F1 of customer service, lenient
figure-micro-f1 = micro-F1
figure-micro-precision = precision (micro)
figure-micro-recall = recall (micro)
figure-lenient-micro-f1 = micro-F1, lenient
column-label = label
column-precision = precision
column-recall = recall
column-f1 = F1
column-support = support
column-taken-for = taken for
column-confidence = confidence
column-texts = texts
column-mean = mean confidence
column-right = right
