import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import type { TapOwner } from "./wires.ts";

const folder = "/sys/class/net";
/** Flags of linux/if.h. */
const flags = { up: 0x1, loopback: 0x8 } as const;

/** An interface of this network namespace, at this moment. */
export interface Interface {
  /** The kernel's number of it; another one after it was made anew. */
  readonly index: number;
  /** Whether somebody has switched it on. */
  readonly isUp: boolean;
  /** The number of the interface that it is on top of; its own where it is on none. */
  readonly lower: number;
  /** Whether there is somebody at the other end. */
  readonly carrier: boolean;
}

/** @returns undefined where there is no such interface */
export function interfaceNamed(name: string): Interface | undefined {
  const index = Number(text(name, "ifindex"));
  if (!index) return undefined;
  const isUp = (Number(text(name, "flags")) & flags.up) !== 0;
  return { index, isUp, lower: Number(text(name, "iflink")), carrier: text(name, "carrier") === "1" };
}

export const interfaceExists = (name: string): boolean => interfaceNamed(name) !== undefined;

export const interfaceNames = (): readonly string[] => readdirSync(folder);

/** Frames that were handed to who reads them: QEMU, at the other end of a tap. */
export const framesDelivered = (name: string): number => Number(text(name, "statistics/tx_packets"));

/** Who may open a tap; undefined of any other interface. */
export function tapOwner(name: string): TapOwner | undefined {
  if (text(name, "tun_flags") === "") return undefined;
  return { uid: Number(text(name, "owner")), gid: Number(text(name, "group")) };
}

/** The device number of the file behind a macvtap interface, "246:1". */
export function macvtapDevice(name: string): string | undefined {
  const index = interfaceNamed(name)?.index;
  return text(name, `tap${index}/dev`) || undefined;
}

/** The bridge that an interface is a port of; undefined where it is of none. */
export function bridgeOf(name: string): string | undefined {
  try {
    return basename(readlinkSync(`${folder}/${name}/master`, "utf8"));
  } catch {
    return undefined;
  }
}

/** The carrier of an interface that is down cannot be read, nor can anything of one that has just gone. */
function text(name: string, file: string): string {
  try {
    return readFileSync(`${folder}/${name}/${file}`, "utf8").trim();
  } catch {
    return "";
  }
}
