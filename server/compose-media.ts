import { join } from "node:path";
import type { Logger } from "pino";
import { firmwareFolder, type OwnFirmware } from "./compose-firmware.ts";
import type { Config } from "./config/config.ts";
import type { EventBus } from "./events/bus.ts";
import type { Machine } from "./machine/machine.ts";
import { FirmwareImages } from "./media/firmware-images.ts";
import { ImageUploads } from "./media/image-uploads.ts";
import { LocalFiles } from "./media/local-files.ts";
import { VirtualMedia } from "./media/virtual-media.ts";
import { runtimeFiles } from "./qemu/runtime-files.ts";
import type { Store } from "./store/store.ts";

interface MediaParts {
  readonly config: Config;
  readonly store: Store;
  readonly events: EventBus;
  readonly machine: Machine;
  /** Absent of an attached QEMU. */
  readonly ownFirmware: OwnFirmware | undefined;
  readonly log: Logger;
}

/** Images of all kinds: in the slots, on their way in, on a client's own computer, and of the firmware. */
export async function composeMedia({ config, store, events, machine, ownFirmware, log }: MediaParts) {
  const imageStore = { store, events, folder: join(config.STATE_DIR, "media"), now: Date.now };
  const virtualMedia = new VirtualMedia({ ...imageStore, machine });
  return {
    virtualMedia,
    imageUploads: new ImageUploads({ ...imageStore, imageLibrary: virtualMedia.imageLibrary }),
    localFiles: new LocalFiles({
      virtualMedia,
      folder: runtimeFiles(config.STATE_DIR, config.RUN_DIR).dir,
      onError: error => log.error({ err: error }, "A local file that has left:"),
    }),
    firmwareImages: await FirmwareImages.open({
      ...{ store, events, now: Date.now, folder: firmwareFolder(config) },
      softwareId: ownFirmware?.uefiName ?? "OVMF",
      installed: await ownFirmware?.installedUefi(),
      requireUsable: ownFirmware?.requireUsable,
    }),
  };
}
