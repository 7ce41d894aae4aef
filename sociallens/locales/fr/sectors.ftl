# La commande sectors, et le secteur d’un commerçant.
sectors-topic = sujets : { $labels }
sectors-cause = causes : { $labels }
sectors-terms = termes ({ $language }) : { $every }, dont { $subjects } de sujets et de causes
merchants-sector = « { $name } » est du secteur { $sector }, dont « { $key } » n’existe pas dans celui de la base ({ $store }) : leurs chiffres ne peuvent figurer dans un même tableau. Faites-en deux bases.
merchants-word = { $file }, ligne { $line } : { $field } de « { $name } » doit être un nom entre guillemets.
