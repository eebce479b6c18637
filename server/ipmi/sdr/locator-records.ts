import { deviceSupport, supported } from "../device-support.ts";
import { bit, bits, byte } from "../layout/byte.ts";
import { reserved, u8 } from "../layout/fields.ts";
import { layout } from "../layout/layout.ts";
import { bmcAddress, type SdrBody, sdrBody } from "./record.ts";

const fruDeviceLocator = 0x11;
const controllerLocator = 0x12;
/** A FRU inventory that is read with Read FRU Data (IPMI 2.0 table 43-12). */
const inventoryDevice = 0x10;
const systemBoard = { entityId: 0x07, entityInstance: 1 };
const systemManagementModule = { entityId: 0x06, entityInstance: 1 };

/** FRU Device Locator Record (IPMI 2.0 table 43-7), from its key to its text. */
const fruKey = layout({
  accessAddress: u8,
  fruDeviceId: u8,
  access: byte({ logical: bit(7), lun: bits(4, 3), bus: bits(2, 0) }),
  channel: byte({ number: bits(7, 4) }),
  reserved: reserved(1),
  deviceType: u8,
  deviceTypeModifier: u8,
  entityId: u8,
  entityInstance: u8,
  oem: u8,
});

/** Management Controller Device Locator Record (IPMI 2.0 table 43-8), from its key to its text. */
const controllerKey = layout({
  address: u8,
  channel: byte({ number: bits(3, 0) }),
  initialization: u8,
  supports: deviceSupport,
  reserved: reserved(3),
  entityId: u8,
  entityInstance: u8,
  oem: u8,
});

/** The machine's own FRU inventory, and the BMC. */
export const locatorRecords: readonly SdrBody[] = [
  sdrBody(
    fruDeviceLocator,
    fruKey,
    {
      ...{ accessAddress: bmcAddress, fruDeviceId: 0, channel: { number: 0 } },
      access: { logical: true, lun: 0, bus: 0 },
      ...{ deviceType: inventoryDevice, deviceTypeModifier: 0, ...systemBoard, oem: 0 },
    },
    "Builtin FRU",
  ),
  sdrBody(
    controllerLocator,
    controllerKey,
    {
      ...{ address: bmcAddress, channel: { number: 0 }, initialization: 0 },
      ...{ supports: supported, ...systemManagementModule, oem: 0 },
    },
    "qemu-bmc",
  ),
];
