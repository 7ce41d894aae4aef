# Figures corrected by an audit.
estimate-audit = { $count ->
    [one] corrected by the audit of { $day } ({ $n } message)
   *[other] corrected by the audit of { $day } ({ $n } messages)
}
estimate-audit-part = { $audit }, drawn from { $covered } of today’s data
estimate-why-none = raw figures: no audit has enough answers
estimate-why-reposts = raw figures: the audit is not about reposts
estimate-why-outside = raw figures: the audit is not about all of this view
estimate-why-grown = raw figures: most data came after the audit
estimate-offer = { $count ->
    [one] Correct by the audit ({ $n } message)
   *[other] Correct by the audit ({ $n } messages)
}
estimate-offer-help = People have read a sample drawn by chance. Rates and shares then allow for the mistakes that they saw; the raw figure stays beside.
estimate-figure = corrected, { $interval } · raw { $raw }
estimate-hover = { $raw } raw → { $rate } corrected, { $interval }
estimate-value-raw = { $value } raw
estimate-value-corrected = { $value } corrected
estimate-raw-labels = raw figure: too few audited messages here
estimate-raw-outcome = raw figure: the audit does not judge how conversations went on
estimate-raw-nothing = unchanged: no label enters it
estimate-all-raw = raw figures: too few audited messages here
estimate-corrected = corrected by the audit
estimate-trend = raw figures
estimate-findings = These findings compare raw figures, not corrected ones.
estimate-line = { $line } (raw figures)
about-file-corrected = Correction
about-file-corrected-columns = Columns of the correction
about-file-corrected-figures = rate, low and high are corrected where labels tells on how many audited messages they rest. k and n stay those of the messages counted; raw_rate, raw_low and raw_high are the raw figures.
