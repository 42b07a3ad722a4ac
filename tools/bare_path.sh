#!/usr/bin/env bash
# Make a folder that holds a bare machine's programs, and print its path: what Debian calls
# essential, and what the README asks for besides (python3, make, git).
set -euo pipefail
folder=$(mktemp -d "${TMPDIR:-/tmp}/bare-path.XXXXXX")
chmod 755 "$folder"  # as folders of programs are: an ordinary user may start what is in them
essential=$(dpkg-query -Wf '${Essential} ${Package}\n' | sed -n 's/^yes //p')
# shellcheck disable=SC2086  # one package a word
dpkg -L $essential | sed -nE 's#^(/usr)?/s?bin/([^/]+)$#\2#p' | sort -u | while read -r name; do
    found=$(type -P -- "$name") || continue
    ln -sf "$found" "$folder/$name"
done
for name in awk make git; do
    ln -sf "$(type -P $name)" "$folder/$name"
done
ln -sf "$(python3 -c 'import sys; print(sys.executable)')" "$folder/python3"
echo "$folder"
