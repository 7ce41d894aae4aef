access-absent = The access file { $file } cannot be found: nobody may see anything.
access-unreadable = The access file { $file } cannot be read: { $reason }. Until it is mended nobody may see anything.
access-field = The access file { $file } has, in entry { $entry }, a field “{ $field }” that is unknown or not a list of words. Until it is mended nobody may see anything.
access-right = The access file { $file } gives, in entry { $entry }, a right “{ $right }” that does not exist. Known are: { $known }.
access-whole = The access file { $file } gives, in entry { $entry }, the right “{ $right }” for a part of the data. It concerns all of them: give it with sites = "*" alone.
