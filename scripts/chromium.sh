#!/bin/sh
# Sees to it that there is a Chromium for the tests in tests/browser: Debian's own, driven as it is, never a downloaded one.
for name in chromium chromium-browser google-chrome; do
	command -v "$name" >/dev/null && exit 0
done
as_root=
if [ "$(id -u)" != 0 ]; then
	as_root="sudo -n"
	$as_root true 2>/dev/null || as_root=no
fi
if [ "$as_root" != no ] && command -v apt-get >/dev/null; then
	echo "Installing chromium …"
	export DEBIAN_FRONTEND=noninteractive
	$as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
	command -v chromium >/dev/null && exit 0
fi
echo "There is no Chromium here, so the tests in tests/browser are skipped. On Debian: sudo apt install chromium" >&2
[ "${CI:-}" != true ] # where changes are checked, they are not skipped
