# Sourced by the install scripts: packages of Debian and Ubuntu, installed without starting any service.

can_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

# Installs packages; asks the mirrors for news only if the lists at hand do not do.
apt_install() {
  local policy=/usr/sbin/policy-rc.d ours=
  if [ ! -e "$policy" ]; then
    # 101 is 'not allowed' to whatever package wants to start its service.
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && ours=yes
  fi
  echo "Installing $* ..."
  local code=0
  apt_get "$@" 2>/dev/null || { apt-get update -qq && apt_get "$@"; } || code=$?
  [ -z "$ours" ] || rm -f "$policy"
  return "$code"
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
