#!/usr/bin/env bash
# guest_kernel.sh DIR: puts the kernel of this distribution's cloud images and its modules into DIR, as
# DIR/vmlinuz and DIR/modules, for virtual machines. Nothing is installed: the machine's own kernel stays.
set -euo pipefail
dir=${1:?"a folder"}

fail() {
  echo "cannot fetch a kernel: $*" >&2
  exit 1
}

meta=linux-image-cloud-$(dpkg --print-architecture) || fail "needs dpkg"
command -v apt-get >/dev/null || fail "needs apt-get"
named() { # the package that the meta package stands for
  apt-cache depends --important "$meta" 2>/dev/null | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)$/\1/p' | head -n 1
}
package=$(named)
if [ -z "$package" ]; then
  [ "$(id -u)" = 0 ] && apt-get update -qq
  package=$(named)
fi
[ -n "$package" ] || fail "no package $meta here"

mkdir -p "$dir"
if [ "$(cat "$dir/package" 2>/dev/null)" = "$package" ]; then
  exit 0
fi
work=$(mktemp -d "$dir/.fetch-XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
get() {
  (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download "$package")
}
# A list of packages that is days old may name a version which the mirror has no more.
get || { [ "$(id -u)" = 0 ] && apt-get update -qq && get; } || fail "cannot download $package"
dpkg-deb -x "$work"/*.deb "$work/files"
rm -rf "$dir/package" "$dir/modules"
for place in lib usr/lib; do # where the package has them changed with Debian 13
  [ ! -d "$work/files/$place/modules" ] || mv "$work/files/$place"/modules/* "$dir/modules"
done
mv "$work"/files/boot/vmlinuz-* "$dir/vmlinuz"
echo "$package" >"$dir/package"
