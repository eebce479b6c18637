import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MachineError } from "../machine/errors.ts";
import { type IsoFile, isoImage } from "./iso9660.ts";

/** What cloud-init's data source NoCloud reads from a volume of this name. */
const label = "CIDATA";
export const cloudInitFiles = ["user-data", "meta-data", "network-config", "vendor-data"] as const;
type CloudInitFile = (typeof cloudInitFiles)[number];

/** Bytes: far more than any of it is, and little enough to be held in memory. */
const largest = 16 * 2 ** 20;

/**
 * Makes the image of a folder's files, whole or not at all.
 * @param instance by which a guest tells whether it has done all this before, where the folder does not say it
 * @throws MachineError failed
 */
export async function writeCloudInit(folder: string, instance: string, image: string): Promise<void> {
  const partial = `${image}.new`;
  try {
    await writeFile(partial, isoImage(label, await filesFor(folder, instance)), { mode: 0o600 });
    await rename(partial, image);
  } catch (error) {
    throw new MachineError("failed", `VM_CLOUD_INIT: ${(error as Error).message}`, { cause: error });
  }
}

/** Without both of the first two, cloud-init takes nothing of it. */
async function filesFor(folder: string, instance: string): Promise<readonly IsoFile[]> {
  const given = await Promise.all(cloudInitFiles.map(name => readIfThere(folder, name)));
  const [userData, metaData, ...others] = given;
  return [
    userData ?? { name: "user-data", content: Buffer.from("#cloud-config\n{}\n") },
    { name: "meta-data", content: withInstance(metaData?.content ?? Buffer.alloc(0), instance) },
    ...others.filter(file => file !== undefined),
  ];
}

async function readIfThere(folder: string, name: CloudInitFile): Promise<IsoFile | undefined> {
  try {
    const content = await readFile(join(folder, name));
    if (content.length > largest) throw new Error(`${name} is larger than ${largest / 2 ** 20} MiB.`);
    return { name, content };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const instanceKey = /^["']?instance-id["']?\s*:|[{,]\s*"instance-id"\s*:/m;
/** What stands before the entries: comments, and the mark where a YAML document begins; or JSON's brace. */
const heading = /^(\s*\{|(\s*(#.*)?\n)*---.*\n)?/;

/** Metadata is YAML or JSON; in both, one more entry at the beginning leaves all others as they are. */
function withInstance(content: Buffer, instance: string): Buffer {
  const text = content.toString();
  if (instanceKey.test(text)) return content;
  const [head = ""] = heading.exec(text) ?? [];
  const rest = text.slice(head.length);
  if (!head.endsWith("{")) return Buffer.from(`${head}instance-id: ${instance}\n${rest}`);
  const comma = /^\s*\}/.test(rest) ? "" : ", ";
  return Buffer.from(`${head}"instance-id": "${instance}"${comma}${rest}`);
}
