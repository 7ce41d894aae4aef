# Reasons of rejection
import-no-record = description of the source, no contribution
