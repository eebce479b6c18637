#!/bin/bash
# build.sh OUTDIR: builds OUTDIR/guest.img, the raw disk of the embedded guest, from Debian's kernel and static busybox.
# The packages are downloaded and unpacked, never installed, so any user on Debian or Ubuntu can run this.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
packages_needed=(busybox-static syslinux syslinux-common shim-signed grub-efi-amd64-signed mtools xz-utils lz4)

fail() {
  echo "guest image: $1" >&2
  exit "${2:-1}"
}

[ $# = 1 ] || fail "usage: build.sh OUTDIR"
for tool in apt-get apt-cache dpkg dpkg-deb; do
  command -v "$tool" >/dev/null ||
    fail "$tool is missing: build on Debian or Ubuntu, or set GUEST_IMAGE to an image that was built there"
done
[ "$(dpkg --print-architecture)" = amd64 ] ||
  fail "its boot loader can be installed on amd64 only: build there and set GUEST_IMAGE to the image" 3

mkdir -p "$1"
outdir=$(cd "$1" && pwd)
find "$outdir" -maxdepth 1 -name '.build.*' -mmin +60 -exec rm -rf {} +
work=$(mktemp -d "$outdir/.build.XXXXXX")
trap 'rm -rf "$work"' EXIT
packages=$work/packages
initramfs=$work/initramfs
apt_options=(-q -o APT::Sandbox::User= -o Dir::Cache="$work/apt-cache")

download() (
  cd "$work"
  kernel=$(apt-cache "${apt_options[@]}" depends linux-image-amd64 | sed -n 's/^ *Depends: \(linux-image-.*\)$/\1/p')
  apt-get "${apt_options[@]}" download "${kernel:?has no candidate: linux-image-amd64}" "${packages_needed[@]}"
)

# The machine's package lists may be missing or too old to download from; lists of our own need no root.
fetch_packages() {
  mkdir -p "$work/apt-cache/archives/partial" "$work/apt-state/lists/partial"
  download >"$work/log" 2>&1 && return
  apt_options+=(-o Dir::State="$work/apt-state" -o Dir::State::status=/var/lib/dpkg/status)
  apt-get "${apt_options[@]}" update >"$work/log" 2>&1 && download >>"$work/log" 2>&1 && return
  fail "cannot download Debian packages:"$'\n'"$(tail -n 5 "$work/log")"
}

unpack_packages() {
  local package
  for package in "$work"/*.deb; do dpkg-deb -x "$package" "$packages"; done
  PATH=$PATH:$packages/usr/bin
  busybox=$(find "$packages" -path '*/bin/busybox')
  modules=$(find "$packages" -path '*/lib/modules/*' -prune)
  find "$modules" -name '*.ko*' >"$work/module-list"
}

# Copies a module, which may be compressed, and all that it depends on. What one release has as a module may be built
# into the kernel of another.
add_module() {
  local source target dependency pattern="/${1//[-_]/[-_]}\.ko(\.xz)?\$"
  ! grep -q -E "$pattern" "$modules/modules.builtin" || return 0
  source=$(grep -m 1 -E "$pattern" "$work/module-list") || fail "the kernel has no module $1"
  target=$initramfs/lib/modules/${modules##*/}/$(basename "$source" .xz)
  [ ! -e "$target" ] || return 0
  if [[ $source == *.xz ]]; then xz -dc "$source" >"$target"; else cp "$source" "$target"; fi
  for dependency in $(tr '\0' '\n' <"$target" | sed -n 's/^depends=//p' | tr ',' ' '); do add_module "$dependency"; done
}

build_initramfs() {
  local name
  mkdir -p "$initramfs"/{bin,dev,proc,sys,run,root,mnt,tmp,lib/modules/"${modules##*/}"}
  cp -r "$here/rootfs/." "$here/init" "$initramfs"
  cp "$busybox" "$initramfs/bin/busybox"
  ln -s bin "$initramfs/sbin"
  for name in $("$busybox" --list); do
    [ "$name" = busybox ] || ln -s busybox "$initramfs/bin/$name"
  done
  for name in $(sed 's/#.*//' "$here/modules"); do add_module "$name"; done
  "$busybox" depmod -b "$initramfs" "${modules##*/}"
  # Linux unpacks LZ4 faster than the BIOS reads what LZ4 saves.
  (cd "$initramfs" && find . | "$busybox" cpio -o -H newc -R 0:0) 2>"$work/log" | lz4 -l -9 >"$work/initramfs.lz4" 2>"$work/log"
}

# Where UEFI looks for what to start, and where Debian's boot loader for secure boot looks for what to do.
build_esp() {
  mkdir -p "$work/EFI/BOOT" "$work/EFI/debian"
  cp "$packages/usr/lib/shim/shimx64.efi.signed" "$work/EFI/BOOT/BOOTX64.EFI"
  cp "$packages/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed" "$work/EFI/BOOT/grubx64.efi"
  cp "$here/grub.cfg" "$work/EFI/debian"
}

# The BIOS loader's time grows with the number of clusters, hence 8 KiB each. A file system without a partition around it
# boots by BIOS and by UEFI alike.
build_disk() {
  local disk=$work/guest.img size
  size=$(($(du -cm "$work/linux" "$work/initramfs.lz4" "$work/EFI" | sed -n 's/\ttotal$//p') + 2))
  truncate -s "${size}M" "$disk"
  mformat -i "$disk" -v GUEST -H 0 -h 16 -s 63 -c 16 -T $((size * 2048)) ::
  mcopy -i "$disk" "$here/syslinux.cfg" ::
  mcopy -i "$disk" "$work/linux" ::linux
  mcopy -i "$disk" "$work/initramfs.lz4" ::initramfs
  mcopy -s -i "$disk" "$work/EFI" ::
  syslinux --install "$disk"
}

fetch_packages
unpack_packages
cp "$packages"/boot/vmlinuz-* "$work/linux"
build_initramfs
build_esp
build_disk
mv "$work/guest.img" "$outdir/guest.img"
