#!/usr/bin/env bash
# build_guest.sh [FILE [OPTIONS OF THE COMPILER...]]: compiles guest/, the agent of virtual machines, as one static program.
# Without arguments it goes where the daemon looks for it, and only when a source is newer.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-src/aurae/guest/agent-$(uname -m)}
options=("${@:2}")

if [ $# = 0 ] && [ -e "$out" ] && [ -z "$(find guest tools/build_guest.sh -newer "$out" -print -quit)" ]; then
  exit 0
fi
if [ ${#options[@]} = 0 ]; then
  options=(-static -O2 -s -fno-asynchronous-unwind-tables -ffunction-sections '-Wl,--gc-sections')
fi
if [ $# -lt 2 ] && command -v musl-gcc >/dev/null; then
  # musl's wrapper knows only its own headers: the kernel's come after them.
  compiler=(musl-gcc -idirafter /usr/include -idirafter "/usr/include/$(gcc -dumpmachine)")
elif command -v gcc >/dev/null; then
  compiler=(gcc)
else
  echo "cannot compile the agent of virtual machines: gcc is missing (packages gcc, musl-tools, linux-libc-dev)" >&2
  exit 1
fi
mkdir -p "$(dirname "$out")"
new=$out.$$
trap 'rm -f "$new"' EXIT
"${compiler[@]}" -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wvla -Wstrict-prototypes -Werror "${options[@]}" -o "$new" guest/*.c
mv "$new" "$out"
