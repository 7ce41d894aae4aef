doctor-ok = ok
doctor-warning = warning
doctor-fault = FAULT
doctor-unseen = not looked at
doctor-line = [{ $status }] { $said }
doctor-end = { $faults ->
    [0] No fault
    [one] { $faults } fault
   *[other] { $faults } faults
}, { $warnings ->
    [0] no warning
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}.
doctor-unreadable = { $file } could not be looked at ({ $reason }): run the command as the user who runs the server.
doctor-what = { $check ->
    [access] The access file
    [provider] The provider of identities
    [address] The public address
   *[other] What the proxy passes on
}
doctor-not-public = { doctor-what }: only concerns a public server (SOCIALLENS_SERVER_PUBLIC, or --public).
doctor-not-set = { doctor-what }: the settings of the public server are not complete: mend those first.
doctor-offline = { doctor-what }: another machine would be asked; run it without --offline.
doctor-python = Python { $version } (declared: { $wanted }).
doctor-python-other = Python { $version } is not one that SocialLens is declared for ({ $wanted }): install it with another.
doctor-packages = All packages are of declared versions: { $versions }.
doctor-package-absent = The package { $name } ({ $wanted }) is not installed: install from requirements.lock.
doctor-package-other = The package { $name } is there as { $found }, declared is { $wanted }: install from requirements.lock.
doctor-settings = The settings can be read; for this machine alone.
doctor-settings-public = The settings of the public server { $address } are complete.
doctor-secrets = { $files ->
    [0] No file of a secret is named.
    [one] The file of a secret cannot be read by others.
   *[other] The { $files } files of secrets cannot be read by others.
}
doctor-secret-open = { $file } holds a secret and can be read by everybody on this machine: chmod o-rwx { $file }
doctor-access = The access file { $file } can be understood; entries: { $entries }.
doctor-access-empty = The access file { $file } has no entry: nobody may see anything (docs/access.md).
doctor-access-wrong = The access file { $file } cannot be understood, so nobody may see anything; why, says: sociallens access check ADDRESS
doctor-access-open = Everybody on this machine can write into the access file { $file }, and so give themselves anything: chmod o-w { $file }
doctor-store-demo = The made-up data are shown. Import an export, or name the folder of your store with SOCIALLENS_STORE; now it is { $folder }.
doctor-erasing = No erasure is left unfinished.
doctor-key = The key of the pseudonyms { $file } is there, for its owner alone, and belongs to the store.
doctor-key-alone = The key of the pseudonyms { $file } is there, for its owner alone; no store that was made with a key is there to compare it with.
doctor-key-none = There is no key of the pseudonyms yet: the first import makes it, as { $file }.
doctor-key-lost = The key of the pseudonyms of this store is missing: put it back as { $file }. With a new one, authors who write again would be others.
doctor-folder = { $folder } can be written, and is shut to others.
doctor-folder-new = { $folder } is not there yet, and can be made.
doctor-folder-unwritable = { $folder } cannot be written: give it to the user who runs the server.
doctor-folder-open = Everybody on this machine can enter { $folder }: chmod o-rwx { $folder }
doctor-disk = { $left } MB are left on the disk; { $least } are needed (SOCIALLENS_DISK_LEFT).
doctor-disk-low = Only { $left } MB are left on the disk, { $least } are needed (SOCIALLENS_DISK_LEFT): make room, or imports stop.
doctor-zone = The time zone { $zone } is not known: install tzdata.
doctor-clock = The clock says { $now } UTC, and the time zone of the figures is known.
doctor-clock-alone = The clock says { $now } UTC; there is no store to compare it with.
doctor-clock-behind = The clock says { $now } UTC, but something was written at { $last } UTC: set it right, as sessions and imports go by it.
doctor-trail = The audit trail is as it was written; lines: { $lines }.
doctor-trail-none = No audit trail is kept; SOCIALLENS_TRAIL names a folder for one.
doctor-port-free = Port { $port } is free.
doctor-port-ours = SocialLens answers on port { $port }.
doctor-port-taken = Port { $port } is held by something that does not answer as SocialLens: end it, or choose another with --port.
doctor-port-refused = Port { $port } cannot be opened ({ $reason }): choose another with --port, or check --host.
doctor-provider = The provider { $issuer } answers, and as it should.
doctor-provider-silent = The provider { $issuer } cannot be reached from here ({ $reason }), so nobody can sign in: check the network, its certificate and the address.
doctor-provider-unfit = What the provider { $issuer } tells of itself does not fit ({ $what }), so nobody can sign in: write SOCIALLENS_SERVER_ISSUER exactly as it does; its addresses must be HTTPS.
doctor-address = { $address } leads to SocialLens.
doctor-address-silent = { $address } does not answer from here ({ $reason }): start the server and its proxy, or look from a reader’s machine.
doctor-address-other = Something else than SocialLens answers at { $address } (status { $status }): check where the proxy sends requests.
doctor-proxy = The proxy passes Host and WebSockets on.
doctor-proxy-silent = What the proxy passes on: { $address } does not answer from here ({ $reason }).
doctor-proxy-other = What the proxy passes on: { $address } answered with status { $status }, which does not tell.
doctor-proxy-host = The proxy does not pass Host on: { $address } refuses its own name. Nginx wants “proxy_set_header Host $host;”, Caddy nothing.
doctor-proxy-websocket = The proxy passes no WebSockets on (status { $status }), so pages would stay empty: have it speak HTTP/1.1 to the server and pass on Upgrade and Connection.
