#!/bin/sh
# A login at Google's own addresses with nothing but curl: who you are, then that the code is good only once.
# In front of it, what `loginlab serve --proxy 4480 --app-client shop:secret --redirect http://127.0.0.1:3000/callback` prints for curl.
set -eu
cookies=$(mktemp)
page=$(mktemp)
trap 'rm -f "$cookies" "$page"' EXIT
redirect=http://127.0.0.1:3000/callback

# One step of a browser that keeps its cookies.
go() { curl --silent --show-error --cookie "$cookies" --cookie-jar "$cookies" "$@"; }
# What the form of the page says.
action() { sed -n 's/.*<form method="post" action="\([^"]*\)".*/\1/p' "$page"; }
ticket() { sed -n 's/.*name="ticket" value="\([^"]*\)".*/\1/p' "$page"; }

go --location --output "$page" --get https://accounts.google.com/o/oauth2/v2/auth \
  --data-urlencode client_id=shop --data-urlencode "redirect_uri=$redirect" \
  --data-urlencode response_type=code --data-urlencode 'scope=openid email' --data-urlencode state=s1
go --location --output "$page" "$(action)" --data-urlencode "ticket=$(ticket)" --data account=ana
callback=$(go --output /dev/null --write-out '%{redirect_url}' "$(action)" --data-urlencode "ticket=$(ticket)" --data decision=allow)
code=$(printf %s "$callback" | sed 's/.*[?&]code=\([^&]*\).*/\1/') # stays as it is encoded

redeem() {
  curl --silent --show-error https://oauth2.googleapis.com/token --data "grant_type=authorization_code&code=$code" \
    --data-urlencode "redirect_uri=$redirect" --data client_id=shop --data client_secret=secret
}
token=$(redeem | sed -n 's/.*"access_token": "\([^"]*\)".*/\1/p')
curl --silent --show-error --header "Authorization: Bearer $token" https://openidconnect.googleapis.com/v1/userinfo
redeem
