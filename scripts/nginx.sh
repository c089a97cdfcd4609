#!/bin/sh
# Sees to it that there is an nginx for the tests in tests/attack that go through a proxy: Debian's own, run as it is.
command -v nginx >/dev/null && exit 0
[ -x /usr/sbin/nginx ] && exit 0
as_root=
if [ "$(id -u)" != 0 ]; then
	as_root="sudo -n"
	$as_root true 2>/dev/null || as_root=no
fi
if [ "$as_root" != no ] && command -v apt-get >/dev/null; then
	echo "Installing nginx …"
	export DEBIAN_FRONTEND=noninteractive
	# It is run by the tests alone, on a port of their own: nothing is started here.
	$as_root apt-get update -qq && RUNLEVEL=1 $as_root apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
	[ -x /usr/sbin/nginx ] && exit 0
fi
echo "There is no nginx here, so the tests that go through it are skipped. On Debian: sudo apt install nginx-light" >&2
[ "${CI:-}" != true ] # where changes are checked, they are not skipped
