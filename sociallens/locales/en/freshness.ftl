language-none = no recognised language
