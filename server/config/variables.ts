import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type TSchema, Type } from "typebox";
import {
  absolutePath,
  accountName,
  bmcKey,
  cipherSuites,
  furtherDisks,
  interfaceList,
  interfaceName,
  inventoryText,
  macList,
  onOff,
  port,
  portOrNone,
  size,
  systemUser,
  uuid,
  vncPort,
} from "./values.ts";

/** One environment variable: its name is the key in the table below. */
interface Variable<T extends TSchema> {
  readonly schema: T;
  readonly default: string;
  /** One line for the README's table. */
  readonly about: string;
  /** Another name for it, which containerlab gives to its virtual machines. */
  readonly alias?: string;
}

const variable = <T extends TSchema>(
  schema: T,
  fallback: string,
  about: string,
  alias?: string,
): Variable<T> => ({
  schema,
  default: fallback,
  about,
  ...(alias !== undefined && { alias }),
});

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** With the disk where it has a folder, then the system's place for state where it may be written, otherwise the user's. */
function defaultStateDir(): string {
  if (isWritable("/vm")) return "/vm/.qemu-bmc";
  if (process.getuid?.() === 0) return "/var/lib/qemu-bmc";
  const { XDG_STATE_HOME } = process.env;
  return join(XDG_STATE_HOME || join(homedir(), ".local/state"), "qemu-bmc");
}

/** Every environment variable. An empty value counts as none. */
export const variables = {
  VM_MEMORY: variable(
    Type.Integer({ minimum: 64 }),
    "2048",
    "Memory of the machine, in MB. `QEMU_MEMORY` is another name for it",
    "QEMU_MEMORY",
  ),
  VM_CPUS: variable(
    Type.Integer({ minimum: 1, maximum: 255 }),
    "2",
    "Number of CPUs. `QEMU_SMP` is another name for it",
    "QEMU_SMP",
  ),
  VM_ARCH: variable(
    Type.Enum(["", "x86_64", "aarch64"]),
    "",
    "Architecture of the guest, `x86_64` or `aarch64`; the host's own, which KVM needs, when empty",
  ),
  VM_BOOT_MODE: variable(
    Type.Enum(["bios", "uefi"]),
    "bios",
    "Firmware with which the machine boots, until somebody sets its boot mode otherwise. `aarch64` has `uefi` alone",
  ),
  VM_BOOT_MENU_TIMEOUT: variable(
    Type.Integer({ minimum: 0, maximum: 65535 }),
    "0",
    "Milliseconds that the firmware offers its boot menu at every boot; 0 for no such wait",
  ),
  VM_DISK: variable(
    Type.String(),
    "/vm/disk.qcow2",
    "Disk image (qcow2, or raw for .img and .raw). When it does not exist, the embedded Linux boots",
  ),
  VM_DISK_SIZE: variable(size, "", "Makes an empty `VM_DISK` of this size (`20G`) when there is none"),
  VM_DISKS: variable(
    furtherDisks,
    "",
    "Further disk images, comma-separated, in order; `/vm/data.qcow2:20G` makes an empty one when there is none",
  ),
  VM_CDROM: variable(Type.String(), "", "ISO image in the CD drive at start"),
  VM_CLOUD_INIT: variable(
    Type.String(),
    "",
    "Folder with what cloud-init is to do: `user-data` and, where wanted, `meta-data`, `network-config`, `vendor-data`",
  ),
  GUEST_IMAGE: variable(
    Type.String(),
    "",
    "Image of the embedded Linux, where it is not the one that setup builds",
  ),
  VM_NETWORKS: variable(
    interfaceList,
    "eth2",
    "The machine's network cards: the container's interfaces that they are for, comma-separated, in order",
  ),
  VM_NETWORK_MODE: variable(
    Type.Enum(["tc", "macvtap", "bridge", "user"]),
    "tc",
    "How these interfaces are handed to the guest; `user` for QEMU's own network instead",
  ),
  VM_NETWORK_DOWN_WHEN_OFF: variable(
    onOff,
    "false",
    "Takes these interfaces down while the machine is off, so that their far ends see it",
  ),
  VM_MACS: variable(
    macList,
    "",
    "MAC addresses of the cards, comma-separated, in the order of `VM_NETWORKS`; where one is left out, the card has its own",
  ),
  CLAB_INTFS: variable(
    Type.Integer({ minimum: 0, maximum: 1000 }),
    "0",
    "Set by containerlab: how many links the node has. Without `VM_NETWORKS` they are the machine's, `IPMI_INTERFACE` excepted",
  ),
  VM_OVMF_CODE: variable(
    Type.String(),
    "",
    "UEFI firmware, a raw code flash; the installed one when empty, or what an update has put in its place",
  ),
  VM_OVMF_VARS: variable(
    Type.String(),
    "",
    "What its flash of variables holds at first; the installed template of its size when empty",
  ),
  VM_TPM: variable(
    onOff,
    "false",
    "Gives the machine a TPM 2.0, by swtpm; what is in it stays in `STATE_DIR`",
  ),
  SYSTEM_UUID: variable(
    uuid,
    "",
    "The machine's UUID. When empty, one that is made at the first start and kept",
  ),
  SYSTEM_SERIAL: variable(
    inventoryText,
    "",
    "Its serial number, until a client writes another one; made from the UUID when empty",
  ),
  SYSTEM_ASSET_TAG: variable(inventoryText, "", "Its asset tag, until a client writes another one"),
  ENABLE_KVM: variable(
    onOff,
    "true",
    "Use KVM where it really works; otherwise TCG, with the reason in log and page",
  ),
  QEMU_EXTRA_ARGS: variable(Type.String(), "", "More arguments for QEMU; quotes group words as in a shell"),
  IPMI_USER: variable(accountName, "admin", "First account, an Administrator of IPMI, Redfish and the page"),
  IPMI_PASS: variable(
    Type.String({ minLength: 1, maxLength: 20 }),
    "password",
    "Its password, at most 20 characters",
  ),
  IPMI_INTERFACE: variable(
    interfaceName,
    "eth1",
    "Interface whose addresses answer IPMI, also when they come later. All addresses when there is no such interface",
  ),
  IPMI_PORT: variable(port, "623", "UDP port of IPMI; 6230 when 623 cannot be had"),
  IPMI_CIPHER_SUITES: variable(
    cipherSuites,
    "17,3",
    "Cipher suites that are offered, of 17, 3, 8, 16, 2, 15 and 1. Only 17 and 3 are safe",
  ),
  IPMI_KG: variable(
    bmcKey,
    "",
    "The BMC's key (K_G) for two-key logins: up to 20 characters, or `0x` and up to 40 digits. None when empty",
  ),
  IPMI_LAN_15: variable(
    onOff,
    "false",
    "Lets IPMI 1.5 sessions in (`ipmitool -I lan`), which encrypt nothing. MD5 only, passwords of up to 16 characters",
  ),
  WEB_PORT: variable(port, "443", "TCP port of page and Redfish; 8443 when 443 cannot be had"),
  WEB_TLS: variable(
    onOff,
    "true",
    "HTTPS, with a self-signed certificate; `false` for plain HTTP behind a proxy",
  ),
  SSH_PORT: variable(
    portOrNone,
    "22",
    "TCP port of the BMC's shell over SSH; 2222 when 22 cannot be had, 0 for none",
  ),
  METRICS: variable(
    Type.Enum(["login", "public", "off"]),
    "login",
    "Who may read Prometheus' metrics at `/metrics`: every account (`login`), everybody (`public`), nobody (`off`)",
  ),
  REDFISH_DEPRECATED: variable(
    onOff,
    "true",
    "Whether Redfish links what its schemas call deprecated and older clients still look for; it is there in any case",
  ),
  SSDP: variable(
    onOff,
    "true",
    "Lets Redfish clients find the BMC (SSDP) on `IPMI_INTERFACE`, until Redfish's `NetworkProtocol` says otherwise",
  ),
  VNC_PORT: variable(vncPort, "5900", "TCP port for plain VNC viewers, with VNC authentication; 0 for none"),
  VNC_PASSWORD: variable(
    Type.String(),
    "",
    "Its password, of which VNC counts 8 characters. `IPMI_PASS` when empty",
  ),
  POWER_ON_AT_START: variable(onOff, "true", "Whether a machine that has never run starts with the BMC"),
  SHUTDOWN_TIMEOUT: variable(
    Type.Integer({ minimum: 1, maximum: 3600 }),
    "120",
    "Seconds that the guest gets to follow a soft shutdown",
  ),
  SHUTDOWN_ON_EXIT: variable(
    onOff,
    "false",
    "Whether Ctrl-C shuts the guest down before the BMC ends; in the image also the container's stop, and `true`",
  ),
  STOP_TIMEOUT: variable(
    Type.Integer({ minimum: 1, maximum: 3600 }),
    "8",
    "Seconds that the guest gets for that; then it is switched off",
  ),
  SESSION_TIMEOUT: variable(
    Type.Integer({ minimum: 30, maximum: 86400 }),
    "1800",
    "Seconds without use after which a session of page or Redfish ends",
  ),
  SOL_ADVERTISED_PORT: variable(
    portOrNone,
    "0",
    "UDP port that Serial over LAN names to its clients where ports are mapped; 0 for the real one",
  ),
  STATE_DIR: variable(
    Type.String({ minLength: 1 }),
    defaultStateDir(),
    "Folder of all that survives a restart",
  ),
  RUN_DIR: variable(
    absolutePath,
    "",
    "Folder for other programs: a second QMP monitor (`qmp.sock`), the serial line (`console.sock`), `power.state`, `health`",
  ),
  QEMU_USER: variable(
    systemUser,
    "",
    "User as whom QEMU runs, where the BMC may choose (it is root). The BMC's own when empty",
  ),
  QMP_SOCK: variable(
    Type.String(),
    "",
    "Attached mode: QMP socket of a QEMU that somebody else runs. The BMC then starts none",
  ),
  QMP_OFF: variable(
    Type.Enum(["stop", "quit"]),
    "stop",
    "What power off means to an attached QEMU: `stop` or `quit`",
  ),
  SERIAL_SOCK: variable(Type.String(), "", "Attached mode: unix socket of the serial line"),
  VNC_SOCK: variable(Type.String(), "", "Attached mode: unix socket of the VNC server"),
  LOG_FORMAT: variable(Type.Enum(["text", "json"]), "text", "Lines for a person, or one JSON object a line"),
  DEBUG: variable(onOff, "false", "More in the log"),
} as const;

export type VariableName = keyof typeof variables;
