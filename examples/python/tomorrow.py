"""Makes Google's memory a day older, and reads why a token is refused then. Nothing but Python's standard library.

This program lives in real time, so a day cannot pass for it: it chooses the substitute "age".

Start a lab first (loginlab serve), or say where one runs: LOGINLAB_URL=http://localhost:4400 python3 tomorrow.py
"""

import json
import os
import urllib.error
import urllib.request

LAB = os.environ.get("LOGINLAB_URL", "http://localhost:4400")


def control(path, body=None):
    """One call of the control API: POST with a body, GET without."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{LAB}/_lab/{path}", data, {"content-type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def list_files(address, token):
    """What an app does with its access token. Returns the status."""
    request = urllib.request.Request(f"{address}/drive/v3/files", headers={"authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


world = control("worlds", {})
google = world["personas"]["google"]["address"]
here = f"worlds/{world['id']}"
scope = "openid https://www.googleapis.com/auth/drive.file"
token = control(f"{here}/personas/google/tokens", {"as": "ana", "scope": scope})["access_token"]

print("issued just now:", list_files(google, token))
later = control(f"{here}/clock/tomorrow", {"unfollowed": "age"})
print("a day older at Google:", list_files(google, token))
for because in control(f"{here}/wire")["exchanges"][-1]["because"]:
    print("because:", because["id"], "-", because["why"])
for step in later["next"]:
    print("a right client:", step["rightClient"])
