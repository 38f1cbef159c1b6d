#!/usr/bin/env bash
# Makes the virtual environment: `install.sh run` for the programs, `install.sh dev` for work on them.
# What is there already is left alone: a stamp holds what was installed from which pyproject.toml.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:?"run or dev"}
venv=${VENV:-.venv}
stamp=$venv/.aurae-$kind
log=$(mktemp)
trap 'rm -f "$log"' EXIT

step() { # what, command...
  local what=$1 began=$SECONDS
  shift
  printf '==> %s' "$what"
  if "$@" >"$log" 2>&1; then
    printf ' (%s s)\n' $((SECONDS - began))
  else
    printf ': failed\n' && tail -n 40 "$log" && exit 1
  fi
}

apt() { # packages...
  if [ "$(id -u)" != 0 ]; then
    echo "cannot install $*: needs root" && return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -qq --yes --no-install-recommends "$@"
}

daemons() { # packages whose daemons start neither now nor at the next boot
  local policy=/usr/sbin/policy-rc.d code=0 made=
  if [ ! -e "$policy" ]; then
    made=yes
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  apt "$@" || code=$?
  [ -z "$made" ] || rm -f "$policy"
  if [ "$code" = 0 ] && [ -d /run/systemd/system ]; then
    systemctl disable --quiet "${@/nginx-light/nginx}"
  fi
  return "$code"
}

usable() { # a Python that can make our environment
  "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

choose() {
  for python in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if command -v "$python" >/dev/null && usable "$python"; then
      return 0
    fi
  done
  return 1
}

static_busybox() { # one that the test machines' first file system can hold alone
  command -v busybox >/dev/null && ! head -c 4096 "$(command -v busybox)" | grep --quiet --text /ld-linux
}

agent() { # of virtual machines: made again whenever a source of it is newer
  local packages=(gcc musl-tools linux-libc-dev)
  if ! command -v musl-gcc >/dev/null && [ "$(id -u)" = 0 ]; then
    step "installing ${packages[*]}, which compile the agent of virtual machines" apt "${packages[@]}"
  fi
  if command -v gcc >/dev/null; then
    tools/build_guest.sh
  else
    echo "==> not compiling the agent of virtual machines: needs ${packages[*]}; there are none of images without it"
  fi
}

guest_kernel=${AURAE_VM_CACHE:-$HOME/.cache/aurae-vm}/kernel

agent
corpus=sdk/typescript/tests/corpus
wanted=$(cat pyproject.toml tools/install.sh sdk/typescript/package-lock.json "$corpus/package-lock.json" | sha256sum)
if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
  exit 0
fi

if ! choose; then
  step "installing python3-venv" apt python3 python3-venv
  choose || { echo "cannot go on: Python 3.11 or newer with venv is missing" && exit 1; }
fi

if ! ldconfig -p | grep --quiet libnftables.so.1; then
  if [ "$(id -u)" = 0 ]; then
    step "installing libnftables1, which networks need" apt libnftables1
  else
    echo "==> not installing libnftables1: needs root; there are no networks without it"
  fi
fi

machines=() # and what the demonstration's image is made of
command -v qemu-system-x86_64 >/dev/null || machines+=(qemu-system-x86)
command -v busybox >/dev/null || machines+=(busybox-static)
if [ ${#machines[@]} != 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  # A subshell: without them there is all else.
  (step "installing ${machines[*]}, which virtual machines and the demonstration need" apt "${machines[@]}") ||
    echo "==> going on without ${machines[*]}"
elif [ ${#machines[@]} != 0 ]; then
  echo "==> not installing ${machines[*]}: needs root and apt; virtual machines and images of the demonstration need them"
fi
if command -v apt-get >/dev/null && [ ! -e "$guest_kernel/vmlinuz" ]; then
  (step "fetching a kernel for virtual machines, which is not installed" tools/guest_kernel.sh "$guest_kernel") ||
    echo "==> there is none: there are no virtual machines, and their tests are skipped"
fi

if [ "$kind" = dev ]; then
  packages=()
  command -v nft >/dev/null || packages+=(nftables)
  command -v iperf3 >/dev/null || packages+=(iperf3)
  command -v wrk >/dev/null || packages+=(wrk)
  command -v curl >/dev/null || packages+=(curl)
  command -v ip >/dev/null || packages+=(iproute2)
  command -v iptables >/dev/null || packages+=(iptables)
  [ -x /usr/lib/cni/bridge ] || packages+=(containernetworking-plugins)
  command -v shellcheck >/dev/null || packages+=(shellcheck)
  command -v npm >/dev/null || packages+=(nodejs npm)
  command -v zsh >/dev/null || packages+=(zsh)
  command -v fish >/dev/null || packages+=(fish)
  command -v systemd-analyze >/dev/null || packages+=(systemd)
  command -v tmux >/dev/null || packages+=(tmux)
  command -v nvim >/dev/null || packages+=(neovim)
  command -v qemu-img >/dev/null || packages+=(qemu-utils)
  command -v mmdebstrap >/dev/null || packages+=(mmdebstrap arch-test debian-archive-keyring gpg)
  command -v mkfs.erofs >/dev/null || packages+=(erofs-utils)
  command -v mkfs.ext4 >/dev/null || packages+=(e2fsprogs)
  command -v lz4 >/dev/null || packages+=(lz4)
  command -v skopeo >/dev/null || packages+=(skopeo)
  command -v umoci >/dev/null || packages+=(umoci)
  command -v podman >/dev/null || packages+=(podman)
  command -v buildah >/dev/null || packages+=(buildah)
  static_busybox || packages+=(busybox-static)
  services=()
  [ -x /usr/sbin/nginx ] || services+=(nginx-light)
  command -v redis-server >/dev/null || services+=(redis-server)
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || services+=(postgresql)
  command -v docker-registry >/dev/null || services+=(docker-registry)
  if [ ${#services[@]} != 0 ] && [ "$(id -u)" = 0 ]; then
    step "installing ${services[*]}, which examples and tests run" daemons "${services[@]}"
  elif [ ${#services[@]} != 0 ]; then
    echo "==> not installing ${services[*]}: needs root; their tests are skipped"
  fi
  if [ ${#packages[@]} != 0 ] && [ "$(id -u)" = 0 ]; then
    step "installing ${packages[*]}" apt "${packages[@]}"
  elif [ ${#packages[@]} != 0 ]; then
    echo "==> not installing ${packages[*]}: needs root; their tests are skipped"
  fi
fi

pip=("$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --root-user-action=ignore)
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  step "making $venv with $("$python" --version)" "$python" -m venv --clear "$venv"
fi
step "installing pip" "${pip[@]}" 'pip>=25.1'
step "installing aurae and the packages it needs (some 60 MB)" "${pip[@]}" --editable .
if [ "$kind" = dev ]; then
  step "installing linters and test tools" "${pip[@]}" --group dev
  if command -v npm >/dev/null; then
    step "installing what generates the script library" npm ci --silent --no-audit --no-fund --prefix sdk/typescript
    step "installing the sources that the transformer is tested on (some 250 MB)" \
      npm ci --silent --no-audit --no-fund --ignore-scripts --prefix "$corpus"
  fi
fi
printf '%s\n' "$wanted" >"$stamp"
