import { command } from "../../command.ts";
import { deviceSupport, supported } from "../../device-support.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { u8, u16, u24, u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const deviceId = 0x20;
const deviceRevision = 1;
/** 2.0, the minor digit in the upper half. */
const ipmiVersion = 0x02;
const unspecified = 0;

export const getDeviceId = command({
  name: "Get Device ID",
  section: "20.1",
  netFn: NetFn.App,
  cmd: 0x01,
  privilege: Privilege.User,
  request: empty,
  response: layout({
    deviceId: u8,
    device: byte({ providesSdrs: bit(7), revision: bits(3, 0) }),
    firmware1: byte({ updateInProgress: bit(7), major: bits(6, 0) }),
    firmwareMinorBcd: u8,
    ipmiVersion: u8,
    supports: deviceSupport,
    manufacturerId: u24,
    productId: u16,
    auxiliaryFirmwareRevision: u32,
  }),
  handle({ identity }) {
    const { major, minor } = revision(identity.firmwareVersion);
    return {
      deviceId,
      device: { providesSdrs: false, revision: deviceRevision },
      firmware1: { updateInProgress: false, major },
      firmwareMinorBcd: minor,
      ipmiVersion,
      supports: supported,
      manufacturerId: unspecified,
      productId: unspecified,
      auxiliaryFirmwareRevision: 0,
    };
  },
});

/** "1.12.3" as its binary major number and its minor number in BCD. */
function revision(version: string): { major: number; minor: number } {
  const [major = 0, minor = 0] = version.split(".").map(part => Number.parseInt(part, 10) || 0);
  return { major: major & 0x7f, minor: (Math.floor((minor % 100) / 10) << 4) | (minor % 10) };
}
