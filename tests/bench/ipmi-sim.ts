import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Door } from "./ipmi-session.ts";
import { untilSuccess } from "./measure.ts";
import { ipmiAnswers } from "./start.ts";

const user = "admin";
const password = "password";

/** As people run it for a virtual machine: the script tells the power state, and is run for every question. */
const chassisScript = `#!/bin/sh
for what; do
  case "$what" in power) echo power:1 ;; esac
done
`;

const controller = `mc_setbmc 0x20
mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
sel_enable 0x20 1000 0x0a
mc_enable 0x20
`;

const lan = (port: number, script: string | undefined, serial: number | undefined): string => `name "bench"
set_working_mc 0x20
startlan 1
  addr 127.0.0.1 ${port}
  priv_limit admin
  allowed_auths_admin md5
  guid a123456789abcdefa123456789abcdef
endlan
${script ? `chassis_control "${script} 0x20"` : ""}
${serial ? `sol "tcp:127.0.0.1:${serial}" 115200` : ""}
user 2 true "${user}" "${password}" admin 60 md5
`;

export interface IpmiSim {
  readonly pid: number;
  readonly door: Required<Door>;
  close(): Promise<void>;
}

interface IpmiSimOptions {
  /** The chassis in a script, and not inside. */
  readonly withScript?: boolean;
  /** TCP port of the serial line. */
  readonly serial?: number;
}

/** OpenIPMI's simulator. */
export async function startIpmiSim({ withScript = false, serial }: IpmiSimOptions = {}): Promise<IpmiSim> {
  const dir = mkdtempSync(join(tmpdir(), "ipmi-sim-"));
  const port = randomInt(20_000, 32_768);
  const script = withScript ? join(dir, "chassis-control") : undefined;
  if (script) writeFileSync(script, chassisScript, { mode: 0o755 });
  writeFileSync(join(dir, "lan.conf"), lan(port, script, serial));
  writeFileSync(join(dir, "controller.emu"), controller);
  mkdirSync(join(dir, "state"));
  const args = ["-c", "lan.conf", "-f", "controller.emu", "-s", "state", "-n"];
  const child = spawn("ipmi_sim", args, { cwd: dir, stdio: "ignore" });
  const ended = once(child, "exit");
  const close = async (): Promise<void> => {
    child.kill();
    await ended;
    rmSync(dir, { recursive: true });
  };
  await untilSuccess(performance.now(), () => ipmiAnswers(port));
  return { pid: child.pid ?? 0, door: { port, user, password, suite: 3 }, close };
}
