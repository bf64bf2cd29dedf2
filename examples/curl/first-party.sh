#!/bin/sh
# An API of one's own: from registration to the end of the session, a rolling pair that is used twice, and a signature outside its
# window, each with why in the wire log. For a lab that runs: loginlab serve --persona first-party
set -eu
LAB=${LOGINLAB_URL:-http://localhost:4400}
WORLD=$LAB/_lab/worlds/default
API=$LAB/first-party
EMAIL=nia@shop.example
PASSWORD='correct horse'
JAR=$(mktemp)
trap 'rm -f "$JAR"' EXIT

post() { url=$1 body=$2; shift 2; curl -sS "$url" -H 'content-type: application/json' -d "$body" "$@"; }
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
# The status of an answer, and the name of its problem.
outcome() {
  answer=$(curl -sS -w ' %{http_code}' "$@")
  problem=$(echo "$answer" | member type)
  echo "${answer##* }${problem:+ ${problem##*/}}"
}
why() { curl -sS "$WORLD/wire" | sed 's/.*"why":"\([^"]*\)".*/\1/'; }
say() { printf '%-34s %s\n' "$1" "$2"; }

say 'register' "$(post "$API/users" "{\"email\":\"$EMAIL\",\"password\":\"$PASSWORD\",\"name\":\"Nia New\"}" -o /dev/null -w '%{http_code}')"
link=$(curl -sS "$WORLD/mailbox?to=$EMAIL" | sed -n 's/.*"links":\["\([^"]*\)".*/\1/p')
say 'the link in the mail' "$(outcome "$link")"
say 'the link, once more' "$(outcome "$link")"
say '  because' "$(why)"
say 'log in' "$(post "$API/login" "{\"email\":\"$EMAIL\",\"password\":\"$PASSWORD\"}" -c "$JAR")"
say 'a request' "$(outcome -b "$JAR" "$API/random")"
post "$WORLD/clock/age" '{"by":"31m"}' -o /dev/null
say 'after 31 minutes' "$(outcome -b "$JAR" "$API/random")"
say '  because' "$(why)"

# Each request of a rolling session carries the MD5 of private token and time, and its answer the next pair (-D: its headers).
rolling() {
  now=$(date +%s)
  proof=$(printf '%s' "$1$now" | openssl dgst -md5 -r | cut -d ' ' -f 1)
  token=$2
  shift 2
  outcome -H "X-Request-Token: $token" -H "X-Timestamp: $now" -H "X-Access-Token: $proof" "$@" "$API/random"
}
next() { tr -d '\r' <"$JAR" | sed -n "s/^X-Next-$1-Token: //p"; }
pair=$(curl -sS -u "$EMAIL:$PASSWORD" -X POST "$API/rolling")
private=$(echo "$pair" | member private_token) request=$(echo "$pair" | member request_token)
say 'a rolling pair' "$(rolling "$private" "$request" -D "$JAR")"
say 'the same pair, once more' "$(rolling "$private" "$request")"
say '  because' "$(why)"
say 'the next pair, never used' "$(rolling "$(next Private)" "$(next Request)")"
say '  because' "$(why)"

# A signature covers method, path, time and the SHA-256 of the body, which is empty here.
signed() {
  empty=$(printf '' | openssl dgst -sha256 -r | cut -d ' ' -f 1)
  signature=$(printf 'GET\n/first-party/random\n%s\n%s' "$1" "$empty" | openssl dgst -sha256 -hmac "$secret" -binary | base64)
  outcome -H "Date: $1" -H "Authorization: HMAC $key:$signature" "$API/random"
}
made=$(post "$API/keys" '{"type":"hmac"}' -u "$EMAIL:$PASSWORD")
key=$(echo "$made" | member key_id) secret=$(echo "$made" | member secret)
now=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
second=$(date +%s)
say 'a signed request' "$(signed "$now")"
# Dates have whole seconds: what was made in the second of the ageing counts as made after it.
while [ "$(date +%s)" -le "$second" ]; do :; done
post "$WORLD/clock/age" '{"by":"6m"}' -o /dev/null
say 'the same, 6 minutes later' "$(signed "$now")"
say '  because' "$(why)"
