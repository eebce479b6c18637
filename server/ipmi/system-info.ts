import type { Setting, Settings } from "../bmc/settings.ts";
import type { EventBus } from "../events/bus.ts";

/** Bytes of a text that may be kept: its length has one byte. */
const longest = 0xff;
const headLength = 2;
export const blockLength = 16;
const blockCount = Math.ceil((headLength + longest) / blockLength);

/** What software tells the BMC about itself (IPMI 2.0 table 22-16c). */
export type SystemInfoName =
  | "systemFirmwareVersion"
  | "systemName"
  | "primaryOsName"
  | "osName"
  | "osVersion"
  | "bmcUrl"
  | "hypervisorUrl";

/** What the running operating system says; it goes with that. */
const volatile: ReadonlySet<SystemInfoName> = new Set(["osName", "osVersion"]);

/**
 * Texts as they go over the wire: encoding, length, and the bytes of the text, in blocks of 16. They are
 * kept as they were written, whatever the encoding.
 */
export class SystemInfo {
  readonly #setting: Setting<Readonly<Partial<Record<SystemInfoName, string>>>>;
  readonly #volatile = new Map<SystemInfoName, Buffer>();
  setInProgress = 0;

  constructor(settings: Settings, events: EventBus) {
    this.#setting = settings.open("systemInfo", {});
    const forget = () => this.#volatile.clear();
    events.on("machineReset", forget);
    events.on("powerChanged", ({ to }) => {
      if (to === "off" || to === "crashed" || to === "poweringOn") forget();
    });
  }

  /** 16 bytes; undefined for a block that no text is long enough for. */
  block(name: SystemInfoName, index: number): Buffer | undefined {
    if (index >= blockCount) return undefined;
    return this.#text(name).subarray(index * blockLength, (index + 1) * blockLength);
  }

  /** The first block begins a new text. @returns false for a block that no text is long enough for */
  setBlock(name: SystemInfoName, index: number, block: Buffer): boolean {
    if (index >= blockCount) return false;
    const text = index === 0 ? empty() : this.#text(name);
    block.copy(text, index * blockLength);
    if (volatile.has(name)) this.#volatile.set(name, text);
    else this.#setting.save({ ...this.#setting.value, [name]: text.toString("base64") });
    return true;
  }

  #text(name: SystemInfoName): Buffer {
    const kept = this.#setting.value[name];
    const text = volatile.has(name) ? this.#volatile.get(name) : kept && Buffer.from(kept, "base64");
    return text || empty();
  }
}

const empty = (): Buffer => Buffer.alloc(blockCount * blockLength);
