import { homedir } from "node:os";
import { join } from "node:path";
import { type TSchema, Type } from "typebox";

/** One environment variable: its name is the key in the table below. */
interface Variable<T extends TSchema> {
  readonly schema: T;
  readonly default: string;
  /** One line for the README's table. */
  readonly about: string;
}

const variable = <T extends TSchema>(schema: T, fallback: string, about: string): Variable<T> => ({
  schema,
  default: fallback,
  about,
});

const port = Type.Integer({ minimum: 1, maximum: 65535 });
const portOrNone = Type.Integer({ minimum: 0, maximum: 65535 });
const size = Type.String({ pattern: "^([1-9][0-9]*[KMGT]?)?$" });
const onOff = Type.Boolean();
const cipherSuites = Type.Refine(
  Type.String(),
  text => /^(17|3|8|16|2|15|1)(,(17|3|8|16|2|15|1))*$/.test(text),
  () => "must be a comma list of 17, 3, 8, 16, 2, 15 and 1; all others are never offered",
);
const bmcKey = Type.Refine(
  Type.String(),
  text => /^(0x([0-9a-f]{2}){1,20}|(?!0x)[\x20-\x7e]{0,20})$/i.test(text),
  () => "must be up to 20 ASCII characters, or 0x and an even number of up to 40 hexadecimal digits",
);

/** The system's place for state where it may be written, otherwise the user's. */
function defaultStateDir(): string {
  if (process.getuid?.() === 0) return "/var/lib/qemu-bmc";
  const { XDG_STATE_HOME } = process.env;
  return join(XDG_STATE_HOME || join(homedir(), ".local/state"), "qemu-bmc");
}

/** Every environment variable. An empty value counts as none. */
export const variables = {
  VM_MEMORY: variable(Type.Integer({ minimum: 64 }), "2048", "Memory of the machine, in MB"),
  VM_CPUS: variable(Type.Integer({ minimum: 1, maximum: 255 }), "2", "Number of CPUs"),
  VM_FIRMWARE: variable(
    Type.Enum(["bios", "uefi"]),
    "bios",
    "Firmware with which the machine boots, until somebody sets its boot mode otherwise",
  ),
  VM_DISK: variable(
    Type.String(),
    "/vm/disk.qcow2",
    "Disk image (qcow2, or raw for .img and .raw). When it does not exist, the embedded Linux boots",
  ),
  VM_DISK_SIZE: variable(size, "", "Makes an empty `VM_DISK` of this size (`20G`) when there is none"),
  VM_CDROM: variable(Type.String(), "", "ISO image in the CD drive at start"),
  GUEST_IMAGE: variable(
    Type.String(),
    "",
    "Image of the embedded Linux, where it is not the one that setup builds",
  ),
  VM_NETWORKS: variable(
    Type.String({ pattern: "^[^,\\s]+(,[^,\\s]+)*$" }),
    "eth2",
    "The machine's network cards, comma-separated, in order",
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
  ENABLE_KVM: variable(
    onOff,
    "true",
    "Use KVM where it really works; otherwise TCG, with the reason in log and page",
  ),
  QEMU_ARGS: variable(Type.String(), "", "More arguments for QEMU; quotes group words as in a shell"),
  IPMI_USER: variable(
    Type.String({ pattern: "^[\\x21-\\x7e]{1,16}$" }),
    "admin",
    "First account, an Administrator of IPMI, Redfish and the page",
  ),
  IPMI_PASS: variable(
    Type.String({ minLength: 1, maxLength: 20 }),
    "password",
    "Its password, at most 20 characters",
  ),
  IPMI_INTERFACE: variable(
    Type.String(),
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
  VNC_PORT: variable(
    Type.Union([Type.Literal(0), Type.Integer({ minimum: 5900, maximum: 65535 })]),
    "5900",
    "TCP port for plain VNC viewers, with VNC authentication; 0 for none",
  ),
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
  SESSION_TIMEOUT: variable(
    Type.Integer({ minimum: 30, maximum: 86400 }),
    "1800",
    "Seconds without use after which a session of page or Redfish ends",
  ),
  SOL_ADVERTISED_PORT: variable(
    Type.Integer({ minimum: 0, maximum: 65535 }),
    "0",
    "UDP port that Serial over LAN names to its clients where ports are mapped; 0 for the real one",
  ),
  STATE_DIR: variable(
    Type.String({ minLength: 1 }),
    defaultStateDir(),
    "Folder of all that survives a restart",
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
