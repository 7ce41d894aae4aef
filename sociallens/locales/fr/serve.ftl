serve-began = SocialLens est ouvert : { $address } (sur cette machine seulement). Ctrl+C pour l’arrêter.
serve-ended = SocialLens est arrêté.
serve-port-taken = Le port { $port } est déjà pris, peut-être par un autre SocialLens. Arrêtez-le, ou choisissez un autre port : « --port { $other } ».
serve-port-refused = Le port { $port } ne s’ouvre pas ({ $reason }). Choisissez-en un autre : « --port { $other } ».
