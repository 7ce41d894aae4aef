# Ce qui échoue à l’import sans emporter le reste
import-row-failed = ligne mise à l’écart : son nettoyage ou son étiquetage a échoué. Les autres sont importées ; signalez le code indiqué à qui maintient SocialLens
import-file-failed = la lecture de ce fichier a échoué pour une raison imprévue. Les autres fichiers sont importés. Signalez ce code à qui maintient SocialLens, sans joindre le fichier : { $error }.
import-settings-unreadable = le fichier de réglages { $file } est illisible. Attendu : une section [links] avec keep = ["nom de profil"].
