import { pathToFileURL } from "node:url";
import type { MediaSlot } from "../events/events.ts";
import type { FileMedium, Medium } from "../machine/hypervisor.ts";
import { protocolOf, type TransferProtocol } from "./source.ts";

/** What a client wants in a slot. */
export interface WantedImage {
  readonly image: string;
  readonly protocol?: TransferProtocol | undefined;
  readonly userName?: string | undefined;
  readonly password?: string | undefined;
  /** Default: true. */
  readonly writeProtected?: boolean | undefined;
  /** Whether the machine is to see it; default: true. */
  readonly inserted?: boolean | undefined;
  /** Default: what is set for the slot. */
  readonly verifyCertificate?: boolean | undefined;
}

/** An image that was brought for a slot, seen by the machine or not. */
interface Attached {
  /** Absent of one that came from the library, or that a client sent. */
  readonly url?: string;
  /** Its id in the library. */
  readonly stored: string;
  readonly medium: FileMedium;
  readonly userName?: string | undefined;
}

export interface SlotRecord {
  readonly attached: Attached | null;
  readonly verifyCertificate: boolean;
}

/** A slot as a client sees it. */
export interface SlotView {
  /** Where the image is from, where that has an address. */
  readonly image?: string;
  /** Its id in the library; absent of one that is known by its address. */
  readonly stored?: string;
  /** Whether somebody serves it from elsewhere while the machine reads. */
  readonly served: boolean;
  readonly name?: string;
  readonly protocol?: TransferProtocol;
  readonly userName?: string | undefined;
  readonly inserted: boolean;
  readonly writeProtected: boolean;
  readonly verifyCertificate: boolean;
}

export const emptySlot: SlotRecord = { attached: null, verifyCertificate: true };

/** @param userName what is given with insertions that bring none */
export function viewOf(
  slot: MediaSlot,
  { attached, verifyCertificate }: SlotRecord,
  present: Medium | undefined,
  userName: string | undefined,
): SlotView {
  const base = { inserted: present !== undefined, verifyCertificate, userName, served: false };
  // In the drive by configuration, or served.
  if (present && !attached) {
    const { name, writeProtected } = present;
    const shown = { ...base, name, writeProtected };
    if ("file" in present) return { ...shown, image: pathToFileURL(present.file).href };
    return { ...shown, served: true };
  }
  if (!attached) return { ...base, writeProtected: slot === "Cd1" };
  const { url, medium, stored } = attached;
  return {
    ...base,
    ...(url === undefined ? { stored } : { image: url }),
    name: medium.name,
    ...(url !== undefined && { protocol: protocolOf(new URL(url)) }),
    userName: attached.userName ?? userName,
    writeProtected: medium.writeProtected,
  };
}
