# La commande sectors.
sectors-topic = sujets : { $labels }
sectors-cause = causes : { $labels }
sectors-terms = termes ({ $language }) : { $every }, dont { $subjects } de sujets et de causes
