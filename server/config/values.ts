import { Type } from "typebox";
import { isDiskList, mostFurtherDisks } from "./disk-list.ts";

/** As Linux names interfaces (dev_valid_name): no blank, no slash, no colon. */
const isInterfaceName = (name: string): boolean => /^[^\s/:,]{1,15}$/.test(name) && !/^\.\.?$/.test(name);
/** The last bit of the first byte says "group". */
const unicastMac = /^[0-9a-f][02468ace](:[0-9a-f]{2}){5}$/;
export const port = Type.Integer({ minimum: 1, maximum: 65535 });
export const portOrNone = Type.Integer({ minimum: 0, maximum: 65535 });
/** VNC's ports begin there. */
const firstVncPort = 5900;
export const vncPort = Type.Refine(
  Type.Integer(),
  number => number === 0 || (number >= firstVncPort && number <= 65535),
  () => `must be 0 or a port from ${firstVncPort} on`,
);
export const size = Type.Refine(
  Type.String(),
  text => /^([1-9][0-9]*[KMGT]?)?$/.test(text),
  () => "must be a number of bytes, or one with K, M, G or T behind it",
);
export const absolutePath = Type.Refine(
  Type.String(),
  text => /^(\/.*)?$/.test(text),
  () => "must be an absolute path",
);
export const accountName = Type.Refine(
  Type.String(),
  text => /^[\x21-\x7e]{1,16}$/.test(text),
  () => "must be 1 to 16 ASCII characters without blanks",
);
export const systemUser = Type.Refine(
  Type.String(),
  text => /^([a-z_][a-z0-9_-]*)?$/.test(text),
  () => "must be the name of a user of the system",
);
export const onOff = Type.Boolean();
export const cipherSuites = Type.Refine(
  Type.String(),
  text => /^(17|3|8|16|2|15|1)(,(17|3|8|16|2|15|1))*$/.test(text),
  () => "must be a comma list of 17, 3, 8, 16, 2, 15 and 1; all others are never offered",
);
export const bmcKey = Type.Refine(
  Type.String(),
  text => /^(0x([0-9a-f]{2}){1,20}|(?!0x)[\x20-\x7e]{0,20})$/i.test(text),
  () => "must be up to 20 ASCII characters, or 0x and an even number of up to 40 hexadecimal digits",
);

export const furtherDisks = Type.Refine(
  Type.String(),
  isDiskList,
  () =>
    `must be up to ${mostFurtherDisks} different files, comma-separated, each with :SIZE where it may have to be made`,
);
export const uuid = Type.Refine(
  Type.String(),
  text =>
    /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/i.test(text) && !/^(0+(-0+)*|f+(-f+)*)$/i.test(text),
  () => "must be a UUID, neither all zeros nor all ones",
);
/** What both a field of FRU information and a string of SMBIOS hold. */
export const inventoryText = Type.Refine(
  Type.String(),
  text => /^[\x20-\x7e]{0,63}$/.test(text),
  () => "must be up to 63 ASCII characters",
);
/** As many as the machine has slots for. */
const mostCards = 24;
export const interfaceName = Type.Refine(
  Type.String(),
  isInterfaceName,
  () => "must be the name of an interface, of at most 15 characters",
);
export const interfaceList = Type.Refine(
  Type.String(),
  text => {
    const names = text.split(",");
    return names.length <= mostCards && names.every(isInterfaceName) && new Set(names).size === names.length;
  },
  () =>
    `must be a comma list of at most ${mostCards} names of interfaces, each of at most 15 characters and only once`,
);
export const macList = Type.Refine(
  Type.String(),
  text => {
    const places = text.toLowerCase().split(",");
    const macs = places.filter(Boolean);
    return (
      places.length <= mostCards &&
      macs.every(mac => unicastMac.test(mac)) &&
      new Set(macs).size === macs.length
    );
  },
  () => `must be a comma list of at most ${mostCards} unicast MAC addresses, each only once`,
);
