# Why rows of social networks are rejected
import-deleted = text deleted by its author or by the moderators
