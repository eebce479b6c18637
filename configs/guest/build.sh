#!/bin/bash
# build.sh OUTDIR [ARCHITECTURE]: builds OUTDIR/guest.img, the raw disk of the embedded guest, from Debian's kernel and
# static busybox, for x86_64 or aarch64; for this machine's own architecture where none is named.
# The packages are downloaded and unpacked, never installed, so any user on Debian or Ubuntu can run this.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)

fail() {
  echo "guest image: $1" >&2
  exit "${2:-1}"
}

[ $# = 1 ] || [ $# = 2 ] || fail "usage: build.sh OUTDIR [ARCHITECTURE]"
for tool in apt-get apt-cache dpkg dpkg-deb; do
  command -v "$tool" >/dev/null ||
    fail "$tool is missing: build on Debian or Ubuntu, or set GUEST_IMAGE to an image that was built there"
done
host=$(dpkg --print-architecture)

# Debian's name, the end of what UEFI's boot loaders are called, the serial port, and what a BIOS boots.
case ${2:-$host} in
  x86_64 | amd64) architecture=x86_64 debian=amd64 efi=x64 serial=ttyS0 bios=(syslinux syslinux-common) ;;
  aarch64 | arm64) architecture=aarch64 debian=arm64 efi=aa64 serial=ttyAMA0 bios=() ;;
  *) fail "there is none for ${2:-$host}" 3 ;;
esac
[ "$host" = "$debian" ] || [ ${#bios[@]} = 0 ] ||
  fail "its boot loader can be installed on $debian only: build there and set GUEST_IMAGE to the image" 3

mkdir -p "$1"
outdir=$(cd "$1" && pwd)
find "$outdir" -maxdepth 1 -name '.build.*' -mmin +60 -exec rm -rf {} +
work=$(mktemp -d "$outdir/.build.XXXXXX")
trap 'rm -rf "$work"' EXIT
packages=$work/guest/root
tools=$work/tools/root
initramfs=$work/initramfs

# download PACKAGE...: into the present folder, of the architecture of `apt_options`. The kernel's is its own name.
download() (
  names=("$@")
  if [ "$1" = linux ]; then
    kernel=$(apt-cache "${apt_options[@]}" depends "linux-image-$debian" | sed -n 's/^ *Depends: \(linux-image-.*\)$/\1/p')
    names[0]=${kernel:?has no candidate: linux-image-$debian}
  fi
  apt-get "${apt_options[@]}" download "${names[@]}"
)

# fetch FOLDER ARCHITECTURE PACKAGE...: unpacked in FOLDER/root. The machine's package lists may be missing, too old to
# download from, or of its own architecture alone; lists of our own need no root.
fetch() (
  mkdir -p "$1"/apt/{cache/archives,state/lists}/partial
  cd "$1"
  apt_options=(-q -o APT::Sandbox::User= -o Dir::Cache="$PWD/apt/cache" -o APT::Architecture="$2" -o APT::Architectures="$2")
  shift 2
  if ! download "$@" >"$work/log" 2>&1; then
    apt_options+=(-o Dir::State="$PWD/apt/state" -o Dir::State::status=/dev/null)
    apt-get "${apt_options[@]}" update >"$work/log" 2>&1 && download "$@" >>"$work/log" 2>&1 ||
      fail "cannot download Debian packages:"$'\n'"$(tail -n 5 "$work/log")"
  fi
  for package in *.deb; do dpkg-deb -x "$package" root; done
)

find_parts() {
  PATH=$PATH:$tools/usr/bin
  busybox=$(find "$tools" -path '*/bin/busybox')
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
  sed -i "s/ttyS0/$serial/g" "$initramfs/etc/inittab"
  cp "$(find "$packages" -path '*/bin/busybox')" "$initramfs/bin/busybox"
  ln -s bin "$initramfs/sbin"
  for name in $("$busybox" --list); do
    [ "$name" = busybox ] || ln -s busybox "$initramfs/bin/$name"
  done
  for name in $(sed 's/#.*//' "$here/modules" "$here/modules.$architecture"); do add_module "$name"; done
  "$busybox" depmod -b "$initramfs" "${modules##*/}"
  # Linux unpacks LZ4 faster than the BIOS reads what LZ4 saves.
  (cd "$initramfs" && find . | "$busybox" cpio -o -H newc -R 0:0) 2>"$work/log" | lz4 -l -9 >"$work/initramfs.lz4" 2>"$work/log"
}

# Where UEFI looks for what to start, and where Debian's boot loader for secure boot looks for what to do.
build_esp() {
  mkdir -p "$work/EFI/BOOT" "$work/EFI/debian"
  cp "$packages/usr/lib/shim/shim$efi.efi.signed" "$work/EFI/BOOT/BOOT${efi^^}.EFI"
  cp "$packages"/usr/lib/grub/*-efi-signed/"grub$efi.efi.signed" "$work/EFI/BOOT/grub$efi.efi"
  sed "s/ttyS0/$serial/" "$here/grub.cfg" >"$work/EFI/debian/grub.cfg"
}

# The BIOS loader's time grows with the number of clusters, hence 8 KiB each. A file system without a partition around it
# boots by BIOS and by UEFI alike.
build_disk() {
  local disk=$work/guest.img size
  size=$(($(du -cm "$work/linux" "$work/initramfs.lz4" "$work/EFI" | sed -n 's/\ttotal$//p') + 2))
  truncate -s "${size}M" "$disk"
  mformat -i "$disk" -v GUEST -H 0 -h 16 -s 63 -c 16 -T $((size * 2048)) ::
  mcopy -i "$disk" "$work/linux" ::linux
  mcopy -i "$disk" "$work/initramfs.lz4" ::initramfs
  mcopy -s -i "$disk" "$work/EFI" ::
  [ ${#bios[@]} = 0 ] || { mcopy -i "$disk" "$here/syslinux.cfg" :: && syslinux --install "$disk"; }
}

fetch "$work/tools" "$host" busybox-static mtools xz-utils lz4 "${bios[@]}"
fetch "$work/guest" "$debian" linux busybox-static shim-signed "grub-efi-$debian-signed"
find_parts
cp "$packages"/boot/vmlinuz-* "$work/linux"
build_initramfs
build_esp
build_disk
mv "$work/guest.img" "$outdir/guest.img"
