# The page on quality, and what our test texts say of a headline figure
page-quality = Quality
quality-kind-shops = shops and operators
quality-kind-others = other sectors
quality-ours = On our test texts, the topic is right for { $topic }, the mood for { $mood }
quality-ours-about = { $count ->
    [one] 1 text
   *[other] { $n } texts
 } ({ $kind }) read and labelled one by one, mostly by a language model that follows our conventions, and kept apart from all tuning; your messages may differ
quality-yours = On your audited messages, the topic is right for { $topic }, the mood for { $mood }
quality-yours-about = { $count ->
    [one] 1 message drawn
   *[other] { $n } messages drawn
 } at random from those that the machine labelled of yours, then read by people; beside them our test texts ({ $kind })
quality-task-topic = Topic
    .help = The main topic of the message is the one that people gave it.
quality-task-causes = Cause
    .help = The first cause is the one that people gave, for customer-service messages.
quality-task-sentiment = Mood
    .help = Negative, neutral or positive, as people judged.
quality-task-severity = Severity
    .help = High, medium or low, as people judged.
quality-task-intent = Intent
    .help = Complaint, question, praise…, as people judged.
quality-accepted = { $share } with what is acceptable too
quality-ours-beside = { $share } on our test texts
quality-label = Label
quality-yours-all = Your audited messages
quality-ours-all = Our texts, all channels
quality-ours-channel = Our texts, { $channel }
quality-all-channels = all channels
quality-rate = Rate
quality-told = By the machine
quality-true = As read
quality-difference = Difference
quality-points = { $size } ({ $low } to { $high })
quality-band = { $low } to { $high }
quality-tick = Tick: the confidence that the machine states. A bar shorter than its tick: it thinks itself surer than it is.
quality-none = No text with a confidence.
quality-bias-none = Too few test texts to measure a rate.
quality-confusion = Confusion
quality-how-often = How many
quality-example = Example
quality-taken-for = “{ $truth }” taken for “{ $told }”
quality-confusions-none = No confusion seen twice.
quality-see = see one of your messages
card-label_quality = Labels that are right
about-label_quality = share of texts where the machine says what a reading says; in brackets how many, and the 95% interval
note-label_quality = Our test texts are real messages ({ $kind }) that nobody read while the machine was tuned. They do not say how it reads yours: an audit of a hundred or so of your messages does. Groups of fewer than ten texts are not shown.
card-model_bias = Rates: the machine against a reading
about-model_bias = on the same test texts ({ $kind }); difference in points, negative where the machine counts too few
note-model_bias = A fact of the model, measured on texts other than yours: no figure of the dashboard is corrected for it. The 95% interval comes from drawing the texts again and again, both labels of each together.
card-label_confidence = Confidence and truth
about-label_confidence-ours = topic and mood both right, by stated confidence, on our test texts
about-label_confidence-yours = topic and mood both right, by stated confidence, on your audited messages
note-label_confidence = A confidence of 80% is well set if it is right eight times out of ten.
card-label_confusions = Confusions that matter
about-label_confusions-ours = on our test texts, those first that change the negative rate; the example sentences are invented
about-label_confusions-yours = on your audited messages, those first that change the negative rate
note-label_confusions = “22 of 54”: of 54 texts that people put there, the machine took 22 for the other label named.
card-unlike_channels = Unusual texts, by channel
about-unlike_channels = the latest { $most } messages of each channel; in brackets the 95% interval
card-unlike_months = Unusual texts, over time
about-unlike_months-month = by month, from its latest { $most } messages at most
about-unlike_months-quarter = by quarter, from its latest { $most } messages at most
alt-unlike_months = Share of unsure labels, unknown words and unclassified languages over time
note-unlike = Three signs that a text is unlike those that the machine was tuned on. “Unsure”: labels with a confidence below { $unsure }. “Language not classified”: messages without labels, for want of a language that the machine reads. “Unknown words”: words of three letters or more that are in none of its lists, names included.

    A source is marked where the share is surely above the highest of the known sources by a quarter, that is { $limits }. It stays in the figures: it is for you to judge.
sign-unsure = Unsure labels
sign-unclassified = Language not classified
sign-unknown = Unknown words
unlike-usual = Marked above
unlike-verdict = Likeness
unlike-yes = unlike what the machine knows
unlike-no = like what it knows
unlike-few = too few texts
unlike-looked-at = Read
unlike-cell = { $rate } ({ $between })
unlike-limit = { $sign } { $limit }
unlike-title = { $count ->
    [one] One channel is unlike what the machine knows
   *[other] { $count } channels are unlike what the machine knows
 }
unlike-reason = { $channel }: { $reasons }. Read its figures with care, and audit a sample of them.
unlike-part = { $sign } { $rate }, at most { $usual } in the known sources
unlike-parts = { $one }; { $other }
unlike-none = No message with a text.
model-error-one-low = On our { $channel } test texts, this rate comes out { $low } to { $high } points too low
model-error-one-high = On our { $channel } test texts, this rate comes out { $low } to { $high } points too high
model-error-one-open = On our { $channel } test texts, no difference is proven (from { $low } points too low to { $high } too high)
model-error-part-low = { $channel } { $low } to { $high } points too low
model-error-part-high = { $channel } { $low } to { $high } points too high
model-error-several = On our test texts, this rate comes out: { $parts }
model-error-none = No difference proven on our test texts ({ $channels })
model-error-unmeasured = { $count ->
    [one] Error not measured on { $channel }
   *[other] Error not measured on these channels
 }
model-error-help = The machine’s error, measured on test texts ({ $kind }) read and labelled one by one, mostly by a language model that follows our conventions. It is a fact of the model: the figure shown is not corrected for it. An audit of your own messages tells you better.
model-error-told-low = { $channel } ({ $n } texts): this rate comes out { $low } to { $high } points too low.
model-error-told-high = { $channel } ({ $n } texts): this rate comes out { $low } to { $high } points too high.
model-error-told-open = { $channel } ({ $n } texts): no difference is proven, from { $low } points too low to { $high } too high.
model-error-missing = Fewer than { $least } test texts of customer service: error not measured on { $channels }.
quality-missing-tool-title = Compare with your listening tool
quality-missing-tool = Where your tool’s export holds its own sentiment, the page says here how often it agrees with the machine and, on an audit, who is right. These data hold none.
quality-missing-audit-title = Measure on your own messages
quality-missing-audit = Not enough of your messages are audited yet: a hundred, drawn at random and labelled without seeing the machine’s answer, take about twenty minutes, and thirty will do for a start. The page then says how often labels are right on yours.
quality-missing-tool-audit-title = Who is right?
quality-missing-tool-audit = Agreement does not say who is right. An audit of your messages, labelled without seeing either, does.
quality-to-review = Review and audit messages
quality-effect = What it changes
quality-effect-enters = wrongly enters customer service
quality-effect-leaves = wrongly leaves customer service
quality-effect-unhappy = wrongly counted as negative
quality-effect-missed = negative that is not counted
card-tool_sentiment = Your listening tool and the machine
note-tool_sentiment = Of the messages that the tool calls negative, neutral or positive, what the machine says. Cohen’s kappa is agreement beyond chance: 0 for chance alone, 1 for full agreement. Agreement proves nothing: both may be wrong together. Moods given by a person or by stars are left out.
tool-of = By the tool
tool-told = Machine: { $mood }
tool-row = { $mood } ({ $n })
tool-same = same mood for { $rate } ({ $counted })
tool-kappa = kappa { $value } (between { $low } and { $high })
card-tool_contest = Who is right?
note-tool_contest = On the audited messages, labelled by people who saw neither the tool’s mood nor the machine’s. “Right alone”: the other is wrong. A difference is told only where McNemar’s exact test proves it (5%).
tool-judge = Who
tool-judge-model = The machine
tool-judge-tool = The listening tool
tool-right = Right
tool-alone = Right alone
tool-verdict-model = The machine is right more often, that is proven: right alone { $model } times, the tool { $tool }
tool-verdict-tool = The tool is right more often, that is proven: right alone { $tool } times, the machine { $model }
tool-verdict-open = No difference proven: the machine right alone { $model } times, the tool { $tool }
