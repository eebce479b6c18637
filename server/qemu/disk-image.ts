import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, extname, isAbsolute } from "node:path";
import { promisify } from "node:util";
import { MachineError } from "../machine/errors.ts";
import type { Backing } from "./disk-devices.ts";

const run = promisify(execFile);
const qcow2Magic = "QFI\xfb";

const formats: Readonly<Record<string, string>> = {
  ".qcow2": "qcow2",
  ".raw": "raw",
  ".vmdk": "vmdk",
  ".vdi": "vdi",
  ".vhdx": "vhdx",
};

/**
 * The format that QEMU is told, never left to guess: a guest that writes a qcow2 header into its raw disk
 * would read the host's files by it. Clouds publish qcow2 as .img, so there the first bytes decide, once.
 */
export async function diskFormat(file: string): Promise<string> {
  return (
    formats[extname(file)] ??
    ((await bytesOf(file, 0, qcow2Magic.length)).toString("latin1") === qcow2Magic ? "qcow2" : "raw")
  );
}

/**
 * Makes an empty image, whole or not at all.
 * @param variable names the setting that asks for it, in the error
 * @throws MachineError failed
 */
export async function createDisk(file: string, size: string, variable = "VM_DISK"): Promise<void> {
  const partial = `${file}.new`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await run("qemu-img", ["create", "-q", "-f", formats[extname(file)] ?? "raw", partial, size]);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    const { stderr, message } = error as Error & { stderr?: string };
    throw new MachineError("failed", `${variable}: ${file} cannot be made: ${stderr?.trim() || message}`, {
      cause: error,
    });
  }
}

/** Where a qcow2 header has the offset of the name of what the image is an overlay of; 0 for none (QEMU, qcow2.rst). */
const backingOffset = { at: 8, length: 8 };

/** What `qemu-img info` says of an overlay. */
interface OverlayInfo {
  readonly "backing-filename"?: string;
  readonly "full-backing-filename"?: string;
  readonly "backing-filename-format"?: string;
}

/**
 * What an overlay names relative to its own place. A QEMU that gets the overlay open does not know that place.
 * @returns undefined where there is none, or where it is named in full
 * @throws MachineError failed
 */
export async function relativeBacking(file: string, format: string): Promise<Backing | undefined> {
  if (format !== "qcow2" || !(await isOverlay(file))) return undefined;
  try {
    const { stdout } = await run("qemu-img", ["info", "-U", "--output=json", "-f", "qcow2", file]);
    const info: OverlayInfo = JSON.parse(stdout);
    const { "backing-filename": named = "", "full-backing-filename": backing = "" } = info;
    if (isAbsolute(named) || /^[\w+.-]+:/.test(named)) return undefined;
    return { file: backing, format: info["backing-filename-format"] ?? (await diskFormat(backing)) };
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new MachineError("failed", `What ${file} is an overlay of: ${stderr?.trim() || message}`, {
      cause: error,
    });
  }
}

async function isOverlay(file: string): Promise<boolean> {
  const bytes = await bytesOf(file, backingOffset.at, backingOffset.length);
  return bytes.some(byte => byte !== 0);
}

export const diskExists = (file: string): boolean => existsSync(file);

async function bytesOf(file: string, at: number, length: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
