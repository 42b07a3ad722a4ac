#!/usr/bin/env bash
# Install Debian packages for a purpose, where their programs are missing: grade, or test (all).
set -euo pipefail
purpose=${1:-test}
missing=()
need() { command -v "$1" >/dev/null || missing+=("${@:2}"); }

need bwrap bubblewrap
if [ "$purpose" = test ]; then
    need chromium chromium fonts-dejavu-core
    need npm nodejs npm
    need espeak-ng espeak-ng
    need exiftool libimage-exiftool-perl
    command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing+=(postgresql)
fi
if [ "$purpose" = grade ]; then
    need make make
fi
if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
