#!/bin/sh
# Install what the tests run, on Debian: browsers, servers and package managers from its packages.
# Needs root (or sudo). What this network cannot deliver is named in test-results/unavailable, and the
# tests that need it are skipped by name even in CI.
set -eu

cd "$(dirname "$0")/.."
mkdir -p test-results
: >test-results/unavailable

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

export DEBIAN_FRONTEND=noninteractive
as_root apt-get update -qq
as_root apt-get install -y -qq --no-install-recommends chromium rsync fonts-noto-cjk golang-go prometheus openssl curl >/dev/null

# The tests start web servers themselves; Debian would start each one as a service when it is installed.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod +x "$policy"
  trap 'as_root rm -f "$policy"' EXIT
fi
as_root apt-get install -y -qq --no-install-recommends apache2 nginx libnginx-mod-http-fancyindex caddy nftables iproute2 logrotate >/dev/null

# What fetches from the servers, and what makes the packages that it fetches.
as_root apt-get install -y -qq --no-install-recommends apt-utils createrepo-c gpg gpg-agent rpm wget zsync >/dev/null

# The mail program that messages to operators are sent with.
as_root apt-get install -y -qq --no-install-recommends msmtp >/dev/null

# What the lines of the help library are tried with, and files of mirrors.
as_root apt-get install -y -qq --no-install-recommends \
  bundler containerd debootstrap dnf git pacman-package-manager perl python3-pip python3-venv ruby skopeo zypper >/dev/null

# The shim that makes file operations fail is compiled by its test.
as_root apt-get install -y -qq --no-install-recommends gcc libc6-dev >/dev/null

# The Cargo of Debian 12 is too old for the protocol of today's indexes.
if ! command -v cargo >/dev/null; then
  echo "setup-host: there is no cargo; its tests will be skipped" >&2
  echo cargo >>test-results/unavailable
fi

# tunasync is in no package of Debian. Where its programs are on the PATH, its tests run; elsewhere they are skipped by name.
for program in tunasync tunasynctl; do
  command -v "$program" >/dev/null || echo "$program" >>test-results/unavailable
done
