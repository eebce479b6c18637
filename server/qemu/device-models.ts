import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { diskInterfaces, nicModels, type OfferedValues, videoAdapters } from "../machine/setting-values.ts";
import type { Architecture } from "./architecture/architecture.ts";
import { diskModels } from "./disk-devices.ts";

const run = promisify(execFile);

/** The devices that this QEMU has, of those that settings can ask for: not every build has them all. */
export async function offeredDevices({ binary, settings }: Architecture): Promise<OfferedValues> {
  const { stdout } = await run(binary, ["-device", "help"]);
  const models = new Set(Array.from(stdout.matchAll(/^name "([^"]+)"/gm), ([, name]) => name));
  const { video = videoAdapters, diskInterface = diskInterfaces } = settings;
  return {
    ...settings,
    nicModel: nicModels.filter(model => models.has(model)),
    video: video.filter(model => model === "none" || models.has(model)),
    diskInterface: diskInterface.filter(each => models.has(diskModels[each])),
  };
}
