import type { ChannelAccess } from "../../channel-access.ts";

/** Access modes that a LAN channel can have; pre-boot only and shared belong to serial channels. */
export const accessModes: ReadonlyMap<number, ChannelAccess["mode"]> = new Map([
  [0, "disabled"],
  [2, "alwaysAvailable"],
]);
