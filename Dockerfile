# One machine and its BMC. Built with `docker build -t qemu-bmc .`, by BuildKit and by the older builder alike.
ARG BASE_IMAGE=debian:trixie-slim
ARG NODE_IMAGE=node:26-trixie-slim
# Architecture of the guest, x86_64 or aarch64; the image's own, which KVM needs, when empty.
ARG GUEST_ARCH=

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
COPY configs/setup/bundle.mjs configs/setup/
COPY configs/guest/guest-image.mjs configs/guest/
RUN node_modules/.bin/vite build web --logLevel warn && node configs/setup/bundle.mjs bundle

# The embedded Linux, where it can be built: its boot loader cannot be installed on every architecture (status 3).
FROM ${BASE_IMAGE} AS guest
ARG GUEST_ARCH
COPY configs/guest /build
RUN mkdir /guest && { /build/build.sh /guest ${GUEST_ARCH} || [ $? = 3 ]; }

FROM ${BASE_IMAGE}
ARG GUEST_ARCH
COPY configs/container/qemu-packages configs/container/needless-files /opt/qemu-bmc/configs/container/
# What is not needed goes in the step that brings it, or it would stay in its layer. So does what Python has compiled:
# fill-compile-cache brings back what is loaded here.
RUN apt-get update \
 && qemu="$(/opt/qemu-bmc/configs/container/qemu-packages ${GUEST_ARCH})" \
 && apt-get install -y --no-install-recommends \
      $qemu \
      ethtool \
      iproute2 \
      libatomic1 \
      qemu-utils \
      supervisor \
      swtpm \
 && rm -rf $(grep -v '^#' /opt/qemu-bmc/configs/container/needless-files) \
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
    VM_ARCH=${GUEST_ARCH} \
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
