import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { promisify } from "node:util";
import { MachineError } from "../machine/errors.ts";

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
  return formats[extname(file)] ?? ((await firstBytes(file)) === qcow2Magic ? "qcow2" : "raw");
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

export const diskExists = (file: string): boolean => existsSync(file);

async function firstBytes(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(qcow2Magic.length), 0, qcow2Magic.length, 0);
    return buffer.toString("latin1");
  } finally {
    await handle.close();
  }
}
