serve-began = SocialLens is open: { $address } (on this machine only). Ctrl+C stops it.
serve-ended = SocialLens has stopped.
serve-port-taken = Port { $port } is taken already, perhaps by another SocialLens. Stop that one, or choose another port: --port { $other }
serve-port-refused = Port { $port } cannot be opened ({ $reason }). Choose another one: --port { $other }
