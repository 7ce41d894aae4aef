# What fails in an import without taking the rest along
import-row-failed = line set aside: its cleaning or labelling failed. The others are imported; report the code given to whoever maintains SocialLens
import-file-failed = reading this file failed for an unforeseen reason. The other files are imported. Report this code to whoever maintains SocialLens, without the file: { $error }.
import-settings-unreadable = the settings file { $file } cannot be read. Expected: a section [links] with keep = ["name of a profile"].
