import { bit, byte } from "./layout/byte.ts";

/** What a management controller does besides answering, as Get Device ID and its locator record say it. */
export const deviceSupport = byte({
  chassis: bit(7),
  bridge: bit(6),
  ipmbEventGenerator: bit(5),
  ipmbEventReceiver: bit(4),
  fruInventory: bit(3),
  sel: bit(2),
  sdrRepository: bit(1),
  sensor: bit(0),
});

/** What this BMC does. */
export const supported = {
  chassis: true,
  bridge: false,
  ipmbEventGenerator: false,
  ipmbEventReceiver: false,
  fruInventory: true,
  sel: true,
  sdrRepository: true,
  sensor: true,
};
