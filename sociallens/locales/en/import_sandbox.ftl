# Limits
import-limit-memory = reading it takes more than { $most } MB of memory and was stopped. Cut the file into several, or save it as CSV.
import-limit-time = reading it takes more than { $most } s and was stopped. Cut the file into several.
import-limit-failure = the reader of files broke off at it: it is damaged or rigged. Open it in a spreadsheet and save it again, as CSV.
import-limit-killed = reading it was stopped by the system, probably for lack of memory. Cut the file into several.
import-cancelled = import cancelled: nothing was added.
import-not-regular = it is no file but { $kind ->
        [folder] a folder
        [pipe] a pipe
        [socket] a socket
       *[device] a device
    }.
import-not-opened = the file could not be opened: { $reason ->
        [ENOENT] it does not exist, or no longer
        [EACCES] you may not read it
        [EPERM] you may not read it
        [ELOOP] it is a link that goes round in circles
        [EIO] the disk does not answer
       *[other] { $reason }
    }.
work-not-made = the work folder { $folder } cannot be used ({ $reason }). Open it, make room, or name another one in SOCIALLENS_WORK.
setting-number = { $name } must be a whole number, not “{ $value }”.

# Lists
list-others = { $listed } and { $count } { $count ->
        [one] other
       *[other] others
    }

# Merchants
merchants-empty = { $file } is empty. Restore it from a backup, or delete it: the merchants that come with SocialLens will be back.
merchants-toml = { $file }, line { $line }: this is no TOML. A merchant is written ["Name"] on one line, then aliases = ["other name"] and accounts = ["account"] on the following ones.
merchants-encoding = { $file }, line { $line }: this is no UTF-8. Save the file in that encoding.
merchants-list = { $file }, line { $line }: { $field } of “{ $name }” must be a list of names in quotes, like ["other name"].
merchants-table = { $file }, line { $line }: “{ $name }” must be written ["{ $name }"] on a line of its own.
merchants-closed = { $file } could not be opened ({ $reason }).

# Page
upload-reading = Reading the files…
upload-cancel = Cancel
upload-stopped = Reading cancelled.
upload-again = Read again
upload-cancelled = Import cancelled: nothing was added.
