import { createServer } from "node:net";
import { join } from "node:path";
import type { Logger } from "pino";
import type { ComposedNetworks } from "./compose-cards.ts";
import { diskSpecs } from "./compose-disks.ts";
import type { MachineParts } from "./compose-machine.ts";
import type { MachineSettings } from "./machine/settings.ts";
import { writeCloudInit } from "./media/cloud-init.ts";
import { guestArchitecture } from "./qemu/architecture/architectures.ts";
import type { MachineSpec } from "./qemu/command-line.ts";
import { runtimeFiles } from "./qemu/runtime-files.ts";
import { shellWords } from "./qemu/shell-words.ts";

/** The machine for a start, as it is configured now; what a start needs besides is made. @throws MachineError */
export async function machineSpec(
  parts: MachineParts,
  { current }: MachineSettings,
  { nics }: ComposedNetworks,
): Promise<MachineSpec> {
  const { config, identity, inventory } = parts;
  const { uuid, manufacturer, model, firmwareVersion } = identity;
  const vncPort = await freeVncPort(config.VNC_PORT, parts.log);
  return {
    architecture: guestArchitecture(config.VM_ARCH),
    ...{ name: `qemu-bmc ${identity.serialNumber}`, uuid, manufacturer, model, firmwareVersion },
    serialNumber: printable(inventory.view.product.serialNumber),
    assetTag: printable(inventory.assetTag),
    settings: current,
    disks: await diskSpecs(parts),
    ...(await provisioning(parts)),
    nics,
    ...(vncPort === undefined ? {} : { vncPort }),
    extraArguments: shellWords(config.QEMU_EXTRA_ARGS),
  };
}

/** Inventory is bytes that a client wrote, and none of them may end or break QEMU's command line. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, " ");

/** What a start gives the machine besides its disks. @throws MachineError */
async function provisioning({ config, identity }: MachineParts) {
  const { VM_CLOUD_INIT: folder, VM_TPM, STATE_DIR, RUN_DIR } = config;
  const cloudInit = join(STATE_DIR, "cloud-init.iso");
  if (folder !== "") await writeCloudInit(folder, identity.uuid, cloudInit);
  return {
    ...(folder !== "" && { cloudInit }),
    ...(VM_TPM && { tpmSocket: runtimeFiles(STATE_DIR, RUN_DIR).tpm }),
  };
}

/** QEMU would refuse to start over a port that is taken; the screen is on the page all the same. */
async function freeVncPort(port: number, log: Logger): Promise<number | undefined> {
  if (port === 0) return undefined;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject).listen(port, resolve);
    });
    return port;
  } catch (error) {
    log.warn(
      `VNC_PORT: ${port} cannot be had (${(error as NodeJS.ErrnoException).code}): no plain VNC this time.`,
    );
    return undefined;
  } finally {
    probe.close();
  }
}
