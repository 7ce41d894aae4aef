access-absent = The access file { $file } cannot be found: nobody may see anything.
access-unreadable = The access file { $file } cannot be read: { $reason }. Until it is mended nobody may see anything.
access-field = The access file { $file } has, in entry { $entry }, a field “{ $field }” that is unknown or not a list of words. Until it is mended nobody may see anything.
access-right = The access file { $file } gives, in entry { $entry }, a right “{ $right }” that does not exist. Known are: { $known }.
access-whole = The access file { $file } gives, in entry { $entry }, the right “{ $right }” for a part of the data. It concerns all of them: give it with sites = "*" alone.
banner-damage-part = Files of the store are damaged: figures here may lack messages. Whoever runs the server can see how many.
texts-withheld = Your access gives figures here, not what customers wrote.
server-export-withheld = Your access does not let you take this table away. Ask whoever gives access to this dashboard.
access-all = everything
access-figures = figures alone
access-entry = Entry { $entry }: { $part } – { $may }
access-nobody = No entry of { $file } names { $who }: nothing is shown.
access-stranger = Entry { $entry }: the store has no { $title } “{ $value }”.
access-signed-out = All sessions of { $who } are over.
token-made = Token { $token }, for { $days ->
    [one] one day
   *[other] { $days } days
}. It is shown this once; send it as “Authorization: Bearer …”, never in an address.
token-unknown = There is no token “{ $token }”; “sociallens token list” tells which there are.
token-revoked = The token { $token } of { $who } is over.
sign-in-again = Sign in
sign-out = Sign out
sign-in-needed = Sign in first; scripts send a personal token as “Authorization: Bearer …”.
sign-in-token-in-address = A token never stands in an address, which is logged on its way: send it as “Authorization: Bearer …”, and have this one revoked.
sign-in-refused-title = You could not be signed in
sign-in-refused = { $reason }
sign-in-lost = This sign-in took too long, or began in another window.
sign-in-failed = The provider’s answer was not accepted ({ $reason }).
sign-in-unreachable = The provider { $issuer } does not answer as it should. Try again; if it goes on, tell whoever runs this dashboard.
sign-in-nameless = The provider tells no { $claim }: whoever runs this dashboard can choose another claim.
sign-in-unverified = The provider has not verified your e-mail address.
sign-in-no-access-title = No access yet
sign-in-no-access = You are signed in as { $who }, but nothing here has been opened to you. Ask whoever gives access to this dashboard.
signed-out-title = You are signed out
signed-out = You can close this window.
session-over = Your session is over, or your access has changed.
serve-not-public = The server would listen at { $host }, for others too, but nobody signs in: start it with --public.
public-incomplete = The public server does not start. Missing or wrong are:
public-needs-address = its address, https://… without a path (SOCIALLENS_SERVER_ADDRESS)
public-needs-issuer = the OpenID provider, https://… (SOCIALLENS_SERVER_ISSUER)
public-needs-client-id = the name it is known by to the provider (SOCIALLENS_SERVER_CLIENT_ID)
public-needs-client-secret = its secret at the provider (SOCIALLENS_SERVER_CLIENT_SECRET or …_FILE)
public-needs-secret = a secret of at least 32 letters that signs sessions (SOCIALLENS_SERVER_SECRET or …_FILE)
public-needs-access = the access file: who may see what (SOCIALLENS_SERVER_ACCESS)
public-needs-key = the key of the pseudonyms, which the first import makes and nobody but its owner may read (mode 600)
serve-began-public = SocialLens is open to whoever signs in: { $address }. Ctrl+C ends it.
