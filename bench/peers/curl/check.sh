#!/usr/bin/env bash
# The drift of all tenants, by curl and jq: check.sh FOLDER, with tenants.txt (name and id) and wanted.json in that folder.
# Two processes of curl (sign-in; all lists side by side, over connections that are kept) and one of jq. No secret is on a
# command line, where everybody could read it.
set -euo pipefail
here=$(cd -- "${BASH_SOURCE[0]%/*}" && pwd)
cd -- "$1"
rm -rf answers

answer=$(
  curl --config - <<END
fail
silent
show-error
url = "$TOKEN_URL"
user = "$CLIENT_ID:$JTL_CLIENT_SECRET"
data = "grant_type=client_credentials"
END
)
[[ $answer =~ \"access_token\":\ *\"([^\"]+)\" ]]
token=${BASH_REMATCH[1]}

files=()
requests=
while read -r name id; do
  files+=("answers/$name.json")
  requests+="${requests:+next
}fail
silent
show-error
create-dirs
url = \"$BASE_URL/v2/workers\"
output = \"answers/$name.json\"
header = \"Authorization: Bearer $token\"
header = \"X-Tenant-ID: $id\"
header = \"X-AppID: bench/1.0.0\"
header = \"X-AppVersion: 1.0.0\"
"
done <tenants.txt
curl --parallel --parallel-max 8 --config - <<<"$requests"

jq --null-input --raw-output --slurpfile wanted wanted.json --from-file "$here/drift.jq" "${files[@]}"
