trail-absent = No trail is kept here: name its folder with --trail, or set SOCIALLENS_TRAIL.
trail-busy = The audit trail in { $folder } has been held by another program for { $seconds } seconds. Nothing was done; try again.
trail-not-written = The audit trail in { $folder } cannot be written ({ $reason }). What it cannot tell is not done.
trail-not-read = The audit trail in { $folder } cannot be read ({ $reason }).
trail-broken = Line { $line } of { $file } is not as it was written. { $lines ->
    [one] One line before it holds
   *[other] { $lines } lines before it hold
}; nothing after it proves anything.
trail-cut = The trail holds { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
}, but the line of that seal is not among them: its end, or all of it, was replaced.
trail-sound = { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
} as written. Keep this seal elsewhere; with --seal it tells later whether the end was cut off: { $seal }
