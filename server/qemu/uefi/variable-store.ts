import { open, rename, rm } from "node:fs/promises";
import { MachineError } from "../../machine/errors.ts";
import { findRecordArea, type RecordArea, volumeLength, volumeLengthIsIn } from "./firmware-volume.ts";
import type { Guid } from "./guid.ts";
import { readRecord, recordBytes, type Variable } from "./variable-record.ts";

const keyOf = ({ guid, name }: Pick<Variable, "guid" | "name">): string => `${guid} ${name}`;

/**
 * The non-volatile variables of a UEFI firmware, as edk2 keeps them in the second flash. A running QEMU has the flash
 * for itself: while it does, the file may be read, with what the firmware is writing half there, but not written.
 */
export class VariableStore {
  readonly #image: Buffer;
  /** Bytes of the file: after the volume, flash as large as some machines have it goes on with zeros alone. */
  readonly #fileLength: number;
  readonly #area: RecordArea;
  readonly #variables = new Map<string, Variable>();

  private constructor(image: Buffer, fileLength: number) {
    this.#image = image;
    this.#fileLength = fileLength;
    this.#area = findRecordArea(image);
    const { start, end } = this.#area;
    const old: Variable[] = [];
    for (let record = readRecord(image, start, end); record; record = readRecord(image, record.next, end)) {
      if (record.state === "added") this.set(record.variable);
      if (record.state === "old") old.push(record.variable);
    }
    for (const variable of old) if (!this.#variables.has(keyOf(variable))) this.set(variable);
  }

  /** @param image all of the file @throws MachineError failed, when it is no such file */
  static decode(image: Buffer): VariableStore {
    return new VariableStore(Buffer.from(image), image.length);
  }

  /** @throws MachineError failed, when it is no such file; the system's error when it cannot be read */
  static async read(file: string): Promise<VariableStore> {
    await using handle = await open(file);
    const { size } = await handle.stat();
    const { buffer: head, bytesRead } = await handle.read(
      Buffer.alloc(volumeLengthIsIn),
      0,
      volumeLengthIsIn,
      0,
    );
    const length = bytesRead < volumeLengthIsIn ? size : Math.min(volumeLength(head), size);
    const { buffer: image } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return new VariableStore(image, size);
  }

  get variables(): readonly Variable[] {
    return [...this.#variables.values()];
  }

  get(guid: Guid, name: string): Variable | undefined {
    return this.#variables.get(keyOf({ guid, name }));
  }

  /** Adds the variable, or takes the place of the one of that name. */
  set(variable: Variable): void {
    this.#variables.set(keyOf(variable), variable);
  }

  /** @returns whether it was there */
  delete(guid: Guid, name: string): boolean {
    return this.#variables.delete(keyOf({ guid, name }));
  }

  /** The file as far as it is not zeros alone, without what was deleted. @throws MachineError failed, when the flash has no room for that */
  encode(): Buffer {
    const { start, end } = this.#area;
    const records = Buffer.concat(this.variables.map(recordBytes));
    if (start + records.length > end) {
      throw new MachineError("failed", "The firmware's flash has no room for these variables.");
    }
    const image = Buffer.from(this.#image);
    image.fill(0xff, start, end);
    image.set(records, start);
    return image;
  }

  /** Writes the file whole or not at all. @throws MachineError failed, or the system's error */
  async write(file: string): Promise<void> {
    const partial = `${file}.new`;
    const image = this.encode();
    try {
      await writeDurably(partial, image, this.#fileLength);
      await rename(partial, file);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }
}

/** What the bytes leave of the length takes no room. */
async function writeDurably(file: string, bytes: Buffer, length: number): Promise<void> {
  const handle = await open(file, "w", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.truncate(length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
