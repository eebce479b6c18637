# One machine and its BMC. Built with `docker build -t qemu-bmc .`, by BuildKit and by the older builder alike.
ARG BASE_IMAGE=debian:trixie-slim
ARG NODE_IMAGE=node:26-trixie-slim

# The page, the npm packages that the server takes, and Node without its symbols.
FROM ${NODE_IMAGE} AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends binutils \
 && strip -o /usr/local/bin/node.stripped "$(command -v node)"
WORKDIR /opt/qemu-bmc
COPY package.json package-lock.json .npmrc ./
# npm ci would want the packages of every other platform in the lock file, which not every registry has.
RUN npm install --no-save --include=dev --loglevel=error
COPY tsconfig.json ./
COPY server server
COPY web web
COPY configs/container/bundle.mjs configs/container/
COPY configs/guest/guest-image.mjs configs/guest/
RUN node_modules/.bin/vite build web --logLevel warn && node configs/container/bundle.mjs bundle

# The embedded Linux, where it can be built: its boot loader cannot be installed on every architecture (status 3).
FROM ${BASE_IMAGE} AS guest
COPY configs/guest /build
RUN mkdir /guest && { /build/build.sh /guest || [ $? = 3 ]; }

FROM ${BASE_IMAGE}
# What is not needed goes in the step that brings it, or it would stay in its layer: documents, programs that the BMC
# does not start, firmware for other machines (of a card's two, QEMU takes the one that has UEFI's in it, too), QEMU's
# modules for sound, smart cards and Braille with the libraries that only they load, what Python has for developers and
# has compiled of modules that nothing here loads.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      ethtool \
      ipxe-qemu \
      iproute2 \
      libatomic1 \
      ovmf \
      qemu-system-x86 \
      qemu-utils \
      seabios \
      supervisor \
      swtpm \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/* /var/cache/ldconfig/* /var/log/* \
      /usr/share/doc/* /usr/share/man/* /usr/share/locale/* /usr/share/info/* /usr/share/lintian /usr/share/icons \
 && rm -f /usr/bin/qemu-system-i386 /usr/bin/qemu-system-*-microvm /usr/bin/qemu-io /usr/bin/qemu-nbd \
      /usr/bin/qemu-storage-daemon /usr/bin/qemu-pr-helper /usr/bin/qemu-vmsr-helper /usr/lib/qemu/qemu-bridge-helper \
 && cd /usr/sbin \
 && rm -f arpd dcb devlink genl rtacct rtmon tipc vdpa /usr/bin/lnstat /usr/bin/nstat /usr/bin/rdma \
 && cd /usr/lib/*-linux-gnu \
 && rm -rf qemu/audio-*.so libasound.so.* /usr/share/alsa qemu/chardev-baum.so libbrlapi.so.* qemu/hw-s390x-*.so \
      qemu/hw-usb-smartcard.so libcacard.so.* libpcsclite* libnss3.so libnssutil3.so libnssckbi.so libsmime3.so \
      libssl3.so libnspr4.so libplc4.so libplds4.so libfreebl* libsoftokn3.* libnssdbm3.* \
 && cd /usr/share/qemu \
 && rm -rf skiboot.lid openbios-* slof.bin u-boot* hppa-* palcode-* s390-* trace-events-all linux-user-* *.dtb npcm* \
      vof.bin OVMF.fd /usr/share/ovmf/OVMF.fd \
 && rm -f pxe-*.rom *-eepro100.rom *-ne2k_pci.rom *-pcnet.rom /usr/share/seabios/bios-microvm.bin \
      /usr/share/OVMF/OVMF_CODE_4M.secboot.strictnx.fd \
 && cd /usr/lib/python3.* \
 && rm -rf lib-dynload/_test* lib-dynload/_codecs_* _pyrepl asyncio ensurepip idlelib multiprocessing pydoc_data test tkinter turtle* unittest venv wsgiref \
      /usr/lib/python3/dist-packages/supervisor/tests \
 && find /usr -name __pycache__ -prune -exec rm -r {} + \
 && groupadd --system qemu \
 && useradd --system --gid qemu --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin qemu
COPY --from=build /usr/local/bin/node.stripped /usr/local/bin/node
COPY --from=guest /guest /usr/share/qemu-bmc
WORKDIR /opt/qemu-bmc
COPY --from=build /opt/qemu-bmc/web/dist web/dist
COPY --from=build /opt/qemu-bmc/bundle server
COPY package.json ./
COPY openapi openapi
COPY server/qemu/hand-over.py server/qemu/
COPY configs/supervisord.conf configs/
COPY configs/container configs/container
ENV NODE_COMPILE_CACHE=/opt/qemu-bmc/.compile-cache \
    GUEST_IMAGE=/usr/share/qemu-bmc/guest.img \
    RUN_DIR=/run/qemu \
    QEMU_USER=qemu \
    LOG_FORMAT=json \
    SHUTDOWN_ON_EXIT=true
# The file of the same name and meaning in vrnetlab's images.
RUN configs/container/fill-compile-cache && ln -s /run/qemu/health /health \
 && ln -sf /opt/qemu-bmc/configs/supervisord.conf /etc/supervisor/supervisord.conf
EXPOSE 443/tcp 623/udp 22/tcp 5900/tcp
HEALTHCHECK --interval=3s --timeout=5s --start-period=60s --retries=2 CMD ["/opt/qemu-bmc/configs/container/healthcheck"]
# Linux would drop a TERM that comes before PID 1 has a handler for it; supervisord lets it in.
ENTRYPOINT ["/usr/bin/env", "--block-signal=TERM", "/opt/qemu-bmc/configs/container/entrypoint"]
# Last, so that another version changes no layer.
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="qemu-bmc" \
      org.opencontainers.image.description="A QEMU/KVM machine with its BMC: web console, Redfish, IPMI 2.0, Serial over LAN" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
