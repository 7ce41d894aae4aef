audit-absent = Aucun audit ne s’appelle { $name }.
audit-of-labels = Un audit se tire avant d’étiqueter : il ne peut pas être restreint par { $filter }, qui est une étiquette.
audit-too-small = Pas d’audit de { $size } messages parmi { $frame } : il en faut au moins { $least }.
audit-of-parts = Votre accès comporte plusieurs parties : une seule à la fois peut être auditée.
