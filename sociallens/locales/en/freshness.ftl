language-none = no recognised language

freshness = up to { $day } · imported { $ago }
freshness-undated = imported { $ago }
freshness-help = The last day that the store has data of, and the time since the last import.

watch-no-folder = Which folder? Name it to the command, or in the variable SOCIALLENS_WATCH.
watch-began = Watching the folder { $folder }. Ctrl-C to end.
watch-ended = No longer watching.
watch-aside = { $count ->
    [one] 1 file gave nothing: it is in “refusés”, with its report.
   *[other] { $count } files gave nothing: they are in “refusés”, with their reports.
}
watch-scanned = { $imported ->
    [0] No new file
    [one] 1 file imported
   *[other] { $imported } files imported
}, { $known } known already, { $waiting } waiting.
watch-gone = The folder “{ $folder }” is gone: waiting for it to come back.
