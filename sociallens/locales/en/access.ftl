access-absent = The access file { $file } cannot be found: nobody may see anything.
access-unreadable = The access file { $file } cannot be read: { $reason }. Until it is mended nobody may see anything.
access-field = The access file { $file } has, in entry { $entry }, a field “{ $field }” that is unknown or not a list of words. Until it is mended nobody may see anything.
access-right = The access file { $file } gives, in entry { $entry }, a right “{ $right }” that does not exist. Known are: { $known }.
access-whole = The access file { $file } gives, in entry { $entry }, the right “{ $right }” for a part of the data. It concerns all of them: give it with sites = "*" alone.
banner-damage-part = Files of the store are damaged: figures here may lack messages. Whoever runs the server can see how many.
texts-withheld = Your access gives figures here, not what customers wrote.
server-export-withheld = Your access does not let you take this table away. Ask whoever gives access to this dashboard.
nav-sign-out = Sign out
