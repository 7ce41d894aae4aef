# The command sectors, and the sector of a merchant.
sectors-topic = topics: { $labels }
sectors-cause = causes: { $labels }
sectors-terms = terms ({ $language }): { $every }, of which { $subjects } of topics and causes
merchants-sector = “{ $name }” is of the sector { $sector }, whose “{ $key }” is not in that of the store ({ $store }): their figures cannot stand in one table. Make two stores of them.
merchants-word = { $file }, line { $line }: { $field } of “{ $name }” must be one name in quotes.
