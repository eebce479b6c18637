import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConsoleSocket } from "./console/console-socket.ts";
import type { SerialLine } from "./console/serial-line.ts";
import type { EventBus } from "./events/bus.ts";
import type { PowerState } from "./events/events.ts";

/** How a machine is that stays in this state, first of all whether it is well: 0 or 1, as vrnetlab's health files say it. */
const health: Record<PowerState, string> = {
  on: "0 running",
  paused: "0 paused",
  off: "0 off",
  poweringOn: "1 starting",
  poweringOff: "0 stopping",
  crashed: "1 crashed",
};
const notOpenYet = "1 starting";
const gone = "1 the BMC is not running";

const hasPower: ReadonlySet<PowerState> = new Set(["poweringOn", "on", "paused", "poweringOff"]);

export interface RunDirParts {
  /** An absolute path. */
  readonly folder: string;
  /** QEMU's second monitor, which comes and goes with QEMU; none of an attached QEMU. */
  readonly monitor: string | undefined;
  readonly machine: { readonly powerState: PowerState };
  readonly serial: SerialLine;
  readonly events: EventBus;
}

export interface RunDir {
  /** From now on the BMC answers. */
  opened(webPort: number): void;
  close(): Promise<void>;
}

/**
 * What other programs of the same container find in a folder: `qmp.sock`, `console.sock`, `power.state` with `on` or
 * `off`, `health`, and with `web.port` where to ask whether the BMC answers.
 */
export async function composeRunDir(parts: RunDirParts): Promise<RunDir> {
  const { folder, monitor, machine, serial, events } = parts;
  const place = (name: string): string => join(folder, name);
  mkdirSync(folder, { recursive: true });
  // Whoever reads it finds the one word or the other, and never none.
  const put = (name: string, text: string): void => {
    writeFileSync(`${place(name)}.new`, `${text}\n`);
    renameSync(`${place(name)}.new`, place(name));
  };
  const putPower = (): void => put("power.state", hasPower.has(machine.powerState) ? "on" : "off");
  put("health", notOpenYet);
  putPower();
  if (monitor !== undefined) {
    rmSync(place("qmp.sock"), { force: true });
    symlinkSync(monitor, place("qmp.sock"));
  }
  const console = await ConsoleSocket.listen(place("console.sock"), serial);
  let isOpen = false;
  /** A machine that is off although it was told to start is not well. */
  let failure: string | undefined;
  const putHealth = (): void => put("health", failure ?? health[machine.powerState]);
  const ignore = events.on("powerChanged", ({ to, cause, detail = "" }) => {
    failure = to === "off" && cause === "failed" ? `1 off: ${detail.split("\n")[0]}` : undefined;
    putPower();
    if (isOpen) putHealth();
  });
  return {
    opened(webPort) {
      isOpen = true;
      put("web.port", `${webPort}`);
      putHealth();
    },
    async close() {
      ignore();
      rmSync(place("web.port"), { force: true });
      put("health", gone);
      await console.close();
    },
  };
}
