language-none = aucune langue reconnue
