import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { MachineError } from "../../machine/errors.ts";

/** Where QEMU's firmware is described; of two files of one name the later folder's counts, and an empty one hides it. */
export const descriptorFolders: readonly string[] = ["/usr/share/qemu/firmware", "/etc/qemu/firmware"];

/** The machine that firmware is sought for, as descriptors name it. */
export interface FirmwareTarget {
  /** "x86_64" */
  readonly architecture: string;
  /** A versioned machine type: "pc-q35-7.2". */
  readonly machine: string;
}

/** A UEFI firmware in two flashes, one for its code and one for its variables. */
export interface FirmwareFiles {
  readonly code: string;
  /** What a new machine's flash of variables holds. */
  readonly variables: string;
  readonly features: readonly string[];
}

const fileEntry = Type.Object({ filename: Type.String(), format: Type.String() });

/** A descriptor of QEMU's docs/interop/firmware.json, as far as it matters here. */
const descriptor = Type.Object({
  "interface-types": Type.Array(Type.String()),
  mapping: Type.Object({
    device: Type.String(),
    mode: Type.Optional(Type.String()),
    executable: Type.Optional(fileEntry),
    "nvram-template": Type.Optional(fileEntry),
  }),
  targets: Type.Array(Type.Object({ architecture: Type.String(), machines: Type.Array(Type.String()) })),
  features: Type.Array(Type.String()),
});

/**
 * The UEFI firmware that is installed for this machine, in the order in which the distribution prefers it.
 * @throws MachineError failed, for a descriptor that nobody can read
 */
export async function installedFirmware(
  folders: readonly string[],
  target: FirmwareTarget,
): Promise<readonly FirmwareFiles[]> {
  const files = new Map<string, string>();
  for (const folder of folders.filter(existsSync)) {
    for (const name of await readdir(folder)) if (name.endsWith(".json")) files.set(name, join(folder, name));
  }
  const names = [...files.keys()].sort();
  const all = await Promise.all(names.map(name => describedFirmware(files.get(name) ?? "", target)));
  return all.flat();
}

async function describedFirmware(file: string, target: FirmwareTarget): Promise<readonly FirmwareFiles[]> {
  const text = await readFile(file, "utf8");
  if (text.trim() === "") return [];
  const parsed = parse(text, file);
  const { executable, "nvram-template": template, device, mode = "split" } = parsed.mapping;
  const usable = parsed["interface-types"].includes("uefi") && device === "flash" && mode === "split";
  if (!usable || executable?.format !== "raw" || template?.format !== "raw") return [];
  const { filename: code } = executable;
  const { filename: variables } = template;
  const here = [code, variables].every(existsSync);
  return here && isFor(parsed.targets, target) ? [{ code, variables, features: parsed.features }] : [];
}

function parse(text: string, file: string) {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Value.Check(descriptor, parsed)) return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new MachineError("failed", `The firmware descriptor ${file} is malformed.`);
}

interface DescribedTarget {
  readonly architecture: string;
  readonly machines: readonly string[];
}

/** The machines are globs, of which "*" is all that is in use. */
const isFor = (targets: readonly DescribedTarget[], { architecture, machine }: FirmwareTarget): boolean =>
  targets.some(
    each =>
      each.architecture === architecture &&
      each.machines.some(pattern =>
        new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(machine),
      ),
  );
