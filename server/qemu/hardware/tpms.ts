import type { Tpm } from "../../machine/hardware.ts";
import { QmpCommandError } from "../qmp/errors.ts";
import type { Monitor } from "./devices.ts";

/** The command response buffer is an interface of TPM 2.0 alone; the older one (TIS) has either version behind it. */
const versionOf = (model: string): Pick<Tpm, "version"> => (model === "tpm-crb" ? { version: "2.0" } : {});

/** @returns undefined where QEMU was built without */
export async function readTpms(monitor: Monitor): Promise<readonly Tpm[] | undefined> {
  try {
    const tpms = await monitor.execute("query-tpm", {});
    return tpms.map(({ id, model }) => ({ id, model, ...versionOf(model) }));
  } catch (error) {
    if (error instanceof QmpCommandError) return undefined;
    throw error;
  }
}
