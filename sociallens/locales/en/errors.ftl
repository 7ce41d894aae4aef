taxonomy-unknown = Taxonomy “{ $name }” not found. Shipped taxonomies: { $shipped }; otherwise give the path of a folder that holds taxonomy.toml.
taxonomy-unreadable = { $file } cannot be read as TOML: { $reason }.
taxonomy-no-vocabulary = { $file }: section [{ $vocabulary }] is missing.
taxonomy-no-topic = { $file }: topic “{ $topic }” is required in [topic].
