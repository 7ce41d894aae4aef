template-title = SocialLens template
template-basis = The column names of SocialLens’s own schema.
mapping-basis = Columns given at import.
