# The command sectors.
sectors-topic = topics: { $labels }
sectors-cause = causes: { $labels }
sectors-terms = terms ({ $language }): { $every }, of which { $subjects } of topics and causes
