import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";

const libraries = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64"];

/** What is wanted for what; for guests of an architecture, by its name. Any one of its commands, or else of its files, tells that a package is there. */
const packages = [
  { name: "libatomic1", files: libraries.map(folder => join(folder, "libatomic.so.1")), for: "node" },
  { name: "qemu-system-x86", commands: ["qemu-system-x86_64"], for: "x86_64" },
  { name: "qemu-utils", commands: ["qemu-img"], for: "qemu" },
  { name: "seabios", files: ["/usr/share/seabios/bios-256k.bin"], for: "x86_64" },
  {
    name: "ipxe-qemu",
    files: ["/usr/lib/ipxe/qemu/pxe-virtio.rom", "/usr/share/qemu/pxe-virtio.rom"],
    for: "x86_64",
  },
  {
    name: "ovmf",
    files: ["/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_CODE.fd"],
    for: "x86_64",
  },
  { name: "iproute2", commands: ["ip"], for: "qemu" },
  { name: "qemu-system-arm", commands: ["qemu-system-aarch64"], for: "aarch64" },
  { name: "qemu-efi-aarch64", files: ["/usr/share/AAVMF/AAVMF_CODE.fd"], for: "aarch64" },
  { name: "ipmitool", commands: ["ipmitool"], for: "test" },
  { name: "freeipmi-tools", commands: ["ipmiconsole"], for: "test" },
  { name: "openipmi", commands: ["ipmi_sim"], for: "test" },
  { name: "conman", commands: ["conman"], for: "test" },
  {
    name: "python3-pyghmi",
    files: ["/usr/lib/python3/dist-packages/pyghmi/__init__.py"],
    for: "test",
  },
  { name: "python3-venv", files: ["/usr/share/doc/python3-venv"], for: "test" },
  { name: "redfishtool", commands: ["redfishtool"], for: "test" },
  { name: "chromium", commands: ["chromium", "google-chrome"], for: "test" },
  { name: "chromium-headless-shell", commands: ["chromium-headless-shell"], for: "test" },
  { name: "curl", commands: ["curl"], for: "test" },
  { name: "openssl", commands: ["openssl"], for: "test" },
  { name: "openssh-client", commands: ["ssh"], for: "test" },
  { name: "bsdutils", commands: ["script"], for: "test" },
  { name: "swtpm", commands: ["swtpm"], for: "test" },
  { name: "ethtool", commands: ["ethtool"], for: "test" },
  { name: "dnsmasq-base", commands: ["dnsmasq"], for: "test" },
  { name: "mtools", commands: ["mcopy"], for: "test" },
  { name: "xz-utils", commands: ["xz"], for: "test" },
  { name: "nginx-light", commands: ["nginx"], for: "test" },
  { name: "docker.io", commands: ["dockerd"], for: "container" },
  { name: "docker-compose", commands: ["docker-compose"], for: "container" },
  { name: "iptables", commands: ["iptables"], for: "container" },
  { name: "slirp4netns", commands: ["slirp4netns"], for: "container" },
  { name: "debootstrap", commands: ["debootstrap"], for: "container" },
  { name: "wrk", commands: ["wrk"], for: "bench" },
  { name: "websockify", commands: ["websockify"], for: "bench" },
];

const path = `${process.env.PATH}${delimiter}/usr/sbin${delimiter}/sbin`.split(delimiter);
const hasCommand = command => path.some(folder => existsSync(join(folder, command)));
const isDebian = hasCommand("apt-get");

/** Elsewhere than on Debian files have other places, but come with the commands. */
const isMissing = ({ commands, files }) =>
  commands ? !commands.some(hasCommand) : isDebian && !files.some(existsSync);

export function missingDebianPackages(purposes) {
  return packages.filter(entry => purposes.includes(entry.for) && isMissing(entry)).map(({ name }) => name);
}

/** @returns the words before a command that make it root's; undefined when there is no way without asking */
async function rootPrefix() {
  if (process.getuid() === 0) return [];
  const sudo = ["sudo", "-n"];
  return run("sudo", ["-n", "true"]).then(
    () => sudo,
    () => undefined,
  );
}

export async function installDebianPackages(names) {
  const command = ["apt-get", "install", "-y", "--no-install-recommends", ...names];
  if (!isDebian) throw new Error(`Please install what Debian has in these packages: ${names.join(" ")}`);
  const prefix = await rootPrefix();
  if (!prefix) throw new Error(`Please install some packages:\n  sudo ${command.join(" ")}`);
  const asRoot = words => {
    const [program, ...args] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", ...words];
    return run(program, args);
  };
  // Package lists that are missing or too old are the usual reason for a failure.
  await asRoot(command).catch(async () => {
    await asRoot(["apt-get", "update"]);
    await asRoot(command);
  });
}
