#!/usr/bin/env bash
# The tests of metrics, deployment files and pipelines ask the tools that read them. On Debian they are installed where
# that may be done without asking; where it may not, one line says what to install, and the tests that need them fail.
set -u
missing=()
for pair in promtool:prometheus systemd-analyze:systemd docker-compose:docker-compose kubectl:kubernetes-client \
  pre-commit:pre-commit rsync:rsync; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
[[ ${#missing[@]} == 0 ]] && exit 0
as_root=()
[[ $(id -u) == 0 ]] || as_root=(sudo -n)
install() {
  "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${missing[@]}"
}
if install >/dev/null 2>&1; then
  echo "Installed for the tests: ${missing[*]}"
else
  echo "Some tests need tools that are missing: apt-get install ${missing[*]}" >&2
fi
exit 0
