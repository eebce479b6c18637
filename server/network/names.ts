import { createHash } from "node:crypto";
import type { WireEnds } from "./wires.ts";

/** The kernel takes 15 characters for an interface's name; with cards of two digits these have them all. */
const tagLength = 6;

/** What tells the devices of one machine from those of others in the same network namespace. */
export const machineTag = (machine: string): string =>
  createHash("sha256").update(machine).digest("hex").slice(0, tagLength);

/** @param card "nic3" */
export const wireEnds = (interfaceName: string, card: string, tag: string): WireEnds => ({
  interfaceName,
  device: `qb-${card}-${tag}`,
  bridge: `qb-${card.replace("nic", "br")}-${tag}`,
});

/** The two interfaces of the self-test. */
export const testEnds = (tag: string) => ({ sender: `qb-ts-${tag}`, receiver: `qb-tr-${tag}` }) as const;

/** Whether this program made it, for whatever machine. */
const isOwnDevice = (name: string): boolean => /^qb-(nic\d+|br\d+|ts|tr)-[0-9a-f]{6}$/.test(name);

export const isDeviceOf = (name: string, tag: string): boolean =>
  isOwnDevice(name) && name.endsWith(`-${tag}`);
