taxonomy-unknown = Taxonomie « { $name } » introuvable. Taxonomies fournies : { $shipped } ; sinon, donnez le chemin d’un dossier qui contient taxonomy.toml.
taxonomy-unreadable = { $file } ne peut pas être lu comme du TOML : { $reason }.
taxonomy-no-vocabulary = { $file } : la section [{ $vocabulary }] manque.
taxonomy-no-topic = { $file } : le sujet « { $topic } » est obligatoire dans [topic].
