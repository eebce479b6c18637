import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { QmpClient } from "./qmp/client.ts";

const pollInterval = 100;
const bound = 30_000;

/**
 * SeaBIOS has no setup; its boot menu stands for it. Presses the key that opens it until the firmware's
 * debug log shows that it is open. SeaBIOS ignores further presses for 1.5 s, so none closes it again.
 * @throws QmpCommandError | QmpDisconnected | QmpTimeout
 */
export async function enterFirmwareMenu(qmp: QmpClient, firmwareLog: string): Promise<void> {
  const deadline = performance.now() + bound;
  while (performance.now() < deadline) {
    // A machine that was switched off meanwhile has no menu to open.
    if (!qmp.connected) return;
    const log = await readFile(firmwareLog, "latin1");
    if (log.includes("Select boot device")) return;
    if (log.includes("Press ESC")) {
      await qmp.execute("send-key", { keys: [{ type: "qcode", data: "esc" }] });
    }
    await sleep(pollInterval);
  }
  throw new Error("The firmware's boot menu did not open.");
}
