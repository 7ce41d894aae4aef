# Chercher des mots
search-label = Chercher dans les messages
search-placeholder = colis retard, "service client", -livraison, rembours*
search-how = Recherche de mots
search-help = Tous les mots, quels que soient accents, majuscules et terminaisons. Entre guillemets : ces mots-là, côte à côte. Un tiret devant : sans ce mot. Un astérisque à la fin : les mots qui commencent ainsi.
search-words = { $count ->
    [one] mot : { $words }
   *[other] mots : { $words }
 }
search-phrase = « { $words } » tel quel
search-prefix = mots en { $words }…
search-without = sans { $part }
search-nothing = « { $typed } » : aucun mot à chercher
search-preparing = Les mots des messages sont en cours de préparation ({ $percent } %). Cela n’arrive qu’une fois : relancez la recherche dans un instant. Sans recherche, toutes les pages répondent.
search-unprepared = Les mots des messages n’ont pas pu être préparés. Vérifiez que « { $folder } » peut être écrit et que le disque a de la place, puis relancez la recherche.
