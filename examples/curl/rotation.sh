#!/bin/sh
# A rotated refresh token of Auth0's, used again: inside the leeway, and after it. For a lab that runs: loginlab serve
set -eu
LAB=${LOGINLAB_URL:-http://localhost:4400}
WORLD=$LAB/_lab/worlds/${LOGINLAB_WORLD:-default}
TENANT=$LAB/auth0
ID=LoginLabFixtureClientPublic00000
SECRET=loginlab-fixture-secret-that-everybody-knows-0000000000000000000

control() { curl -sS -X "$1" "$WORLD/$2" -H 'content-type: application/json' -d "$3"; }
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
refresh() {
  curl -sS "$TENANT/oauth/token" -d grant_type=refresh_token -d client_id=$ID -d client_secret=$SECRET -d "refresh_token=$1"
}
# Why the last reply is as it is: the reason of one behaviour.
why() { curl -sS "$WORLD/wire" | sed "s~.*\"id\":\"auth0/$1\",\"why\":\"\([^\"]*\)\".*~\1~"; }
say() { printf '%-34s %s\n' "$1" "$2"; }
outcome() { member error_description | grep . || echo 'a new pair of tokens'; }

control PATCH "personas/auth0/clients/$ID" \
  '{"refreshTokens":{"rotation":"rotating","expiration":"expiring","leewaySeconds":5}}' >/dev/null
first=$(control POST personas/auth0/tokens "{\"as\":\"ana\",\"clientId\":\"$ID\",\"scope\":\"openid offline_access\"}" | member refresh_token)
answer=$(refresh "$first")
second=$(echo "$answer" | member refresh_token)
access=$(echo "$answer" | member access_token)
say 'the first token' "$(echo "$answer" | outcome)"
say 'again, inside the leeway' "$(refresh "$first" | outcome)"
say '  because' "$(why refresh/leeway)"
control POST clock/age '{"by":"6s"}' >/dev/null
say 'again, after the leeway' "$(refresh "$first" | outcome)"
say '  because' "$(why refresh/reuse-ends-family)"
say 'the second token, never used' "$(refresh "$second" | outcome)"
say '  because' "$(why refresh/invalid)"
say 'the access token, at /userinfo' "$(curl -sS -o /dev/null -w '%{http_code}' "$TENANT/userinfo" -H "authorization: Bearer $access")"
say '  its parts (a JWT has 3)' "$(echo "$access" | tr -cd . | wc -c | awk '{ print $1 + 1 }'): no audience was asked for, so nobody else can read it"
