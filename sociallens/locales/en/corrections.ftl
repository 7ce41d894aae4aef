# What people say of labels
annotation-busy = Other corrections are being written in “{ $folder }”. They had not ended after waiting { $seconds } seconds: try again in a moment.
annotation-no-name = Who corrects? Give a name.
annotation-no-message = This correction names no message.
annotation-unknown-task = “{ $task }” is no label. Possible labels: { $known }.
annotation-unknown-value = “{ $value }” is no value of { $task } in this sector. Possible values: { $known }.
annotation-no-value = No value for { $task }: choose one.
annotation-many-values = Too many values for { $task }.
annotation-not-holding = Correction { $number } does not hold: there is none, or it was already undone.
annotation-no-version = The corrections have no version { $version }: the last is { $last }.
annotation-altered = { $file } was changed outside SocialLens at line { $line }. The corrections before it still hold; { $lost ->
    [one] { $lost } line is left out
   *[other] { $lost } lines are left out
}. Restore the file from a backup, or go on with what is left: sociallens corrections repair
