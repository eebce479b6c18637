import { newPasswordVariable, quoted } from "./shell.ts";

/** ipmitool's words after its options; undefined where IPMI has none for it. */
export type Words = readonly string[] | undefined;

/** What the words depend on besides the value. */
export interface Place {
  /** What the address names last: an account's number. */
  readonly id: string;
  /** The name of the resource, where the page has read it. */
  readonly name: string | undefined;
}

/** Commands for the value of one property. */
type OfValue = (value: unknown, place: Place) => readonly Words[];

export interface Equivalent {
  readonly method: string;
  /** The end of the address; it captures the resource's Id where that matters. */
  readonly uri: RegExp;
  /** Commands for the request as a whole, where its body does not matter. */
  readonly words?: (place: Place) => readonly Words[];
  /** Commands for each property of the body; a property that is not named here is one that IPMI cannot do. */
  readonly properties?: Readonly<Record<string, OfValue>>;
}

/** A body's properties, of which nothing is known. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

const lanChannel = "1";

const choice =
  (words: Readonly<Record<string, readonly string[]>>): OfValue =>
  value => [Object.hasOwn(words, String(value)) ? words[String(value)] : undefined];

const power = choice({
  On: ["chassis", "power", "on"],
  ForceOff: ["chassis", "power", "off"],
  GracefulShutdown: ["chassis", "power", "soft"],
  ForceRestart: ["chassis", "power", "reset"],
  PowerCycle: ["chassis", "power", "cycle"],
  Nmi: ["chassis", "power", "diag"],
});

/** The USB disk, a web server and a device path have no selector in IPMI. */
const bootDevices: Readonly<Record<string, string>> = {
  None: "none",
  Pxe: "pxe",
  Hdd: "disk",
  Cd: "cdrom",
  BiosSetup: "bios",
};

const boot: OfValue = value => {
  const {
    BootSourceOverrideEnabled: enabled,
    BootSourceOverrideTarget: target = "None",
    BootSourceOverrideMode: mode,
    ...others
  } = objectOf(value);
  const device = enabled === "Disabled" ? "none" : bootDevices[String(target)];
  if (device === undefined || Object.keys(others).length > 0) return [undefined];
  const options = [
    ...(enabled === "Continuous" ? ["persistent"] : []),
    ...(mode === "UEFI" ? ["efiboot"] : []),
  ];
  const optionWords = options.length > 0 ? [`options=${options.join(",")}`] : [];
  return [["chassis", "bootdev", device, ...optionWords]];
};

/** ipmitool's words for Redfish's thresholds. */
const thresholdWords: Readonly<Record<string, string>> = {
  LowerFatal: "lnr",
  LowerCritical: "lcr",
  LowerCaution: "lnc",
  UpperCaution: "unc",
  UpperCritical: "ucr",
  UpperFatal: "unr",
};

const thresholds: OfValue = (value, { name: sensor }) =>
  Object.entries(objectOf(value)).map(([name, threshold]) => {
    const { Reading: limit } = objectOf(threshold);
    const word = thresholdWords[name];
    if (sensor === undefined || word === undefined || typeof limit !== "number") return undefined;
    return ["sensor", "thresh", quoted(sensor), word, String(limit)];
  });

/** Privilege levels (IPMI 2.0 table 22-28). */
const levels: Readonly<Record<string, string>> = {
  ReadOnly: "2",
  Operator: "3",
  Administrator: "4",
  NoAccess: "15",
};

const lan = (name: string, value: unknown): readonly Words[] =>
  value === undefined ? [] : [["lan", "set", lanChannel, ...name.split(" "), quoted(String(value))]];

const addresses: OfValue = value => {
  const { Address, SubnetMask, Gateway } = objectOf(Array.isArray(value) ? value[0] : undefined);
  if (Address === undefined) return [undefined];
  return [
    ...lan("ipsrc", "static"),
    ...lan("ipaddr", Address),
    ...lan("netmask", SubnetMask),
    ...lan("defgw ipaddr", Gateway),
  ];
};

const vlan: OfValue = value => {
  const { VLANEnable: isTagged, VLANId: id, VLANPriority: priority } = objectOf(value);
  return [...lan("vlan id", isTagged === false ? "off" : id), ...lan("vlan priority", priority)];
};

const reads = (uri: RegExp, ...words: readonly string[]): Equivalent => ({
  method: "GET",
  uri,
  words: () => [words],
});

/** What IPMI can do as well, by what the page asks of Redfish. The first that fits counts. */
export const equivalents: readonly Equivalent[] = [
  { method: "POST", uri: /\/Actions\/ComputerSystem\.Reset$/, properties: { ResetType: power } },
  {
    method: "PATCH",
    uri: /\/Systems\/\w+$/,
    properties: {
      Boot: boot,
      LocationIndicatorActive: choice({
        true: ["chassis", "identify", "force"],
        false: ["chassis", "identify", "0"],
      }),
      PowerRestorePolicy: choice({
        AlwaysOff: ["chassis", "policy", "always-off"],
        LastState: ["chassis", "policy", "previous"],
        AlwaysOn: ["chassis", "policy", "always-on"],
      }),
      AssetTag: tag => [["dcmi", "set_asset_tag", quoted(String(tag))]],
    },
  },
  {
    method: "POST",
    uri: /\/LogServices\/EventLog\/Actions\/LogService\.ClearLog$/,
    words: () => [["sel", "clear"]],
  },
  {
    method: "DELETE",
    uri: /\/LogServices\/EventLog\/Entries\/(\d+)$/,
    words: ({ id }) => [["sel", "delete", id]],
  },
  { method: "PATCH", uri: /\/Sensors\/(\w+)$/, properties: { Thresholds: thresholds } },
  {
    method: "PATCH",
    uri: /\/Accounts\/(\d+)$/,
    properties: {
      UserName: (name, { id }) => [["user", "set", "name", id, quoted(String(name))]],
      Password: (_, { id }) => [["user", "set", "password", id, newPasswordVariable]],
      RoleId: (role, { id }) => {
        const level = levels[String(role)];
        return [level === undefined ? undefined : ["user", "priv", id, level, lanChannel]];
      },
      Enabled: (enabled, { id }) => [["user", enabled === true ? "enable" : "disable", id]],
    },
  },
  {
    method: "PATCH",
    uri: /\/Managers\/\w+\/EthernetInterfaces\/\w+$/,
    properties: {
      IPv4StaticAddresses: addresses,
      MACAddress: mac => lan("macaddr", mac),
      VLAN: vlan,
    },
  },
  {
    method: "POST",
    uri: /\/Actions\/Manager\.Reset$/,
    properties: {
      ResetType: choice({
        ForceRestart: ["mc", "reset", "cold"],
        GracefulRestart: ["mc", "reset", "cold"],
      }),
    },
  },
  reads(/\/LogServices\/EventLog\/Entries$/, "sel", "elist"),
  reads(/\/LogServices\/EventLog$/, "sel", "info"),
  reads(/\/Sensors$/, "sdr", "elist"),
  reads(/\/Accounts$/, "user", "list", lanChannel),
  reads(/\/Managers\/\w+\/EthernetInterfaces\/\w+$/, "lan", "print", lanChannel),
  reads(/\/Managers\/\w+$/, "mc", "info"),
  reads(/\/Chassis\/\w+$/, "fru", "print"),
  reads(/\/Systems\/\w+$/, "chassis", "status"),
];
