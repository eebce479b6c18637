import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import type { Accelerator } from "../events/events.ts";
import type { KvmProbe } from "./architecture/architecture.ts";
import type { QemuUser } from "./qemu-user.ts";

export interface ChosenAccelerator extends Accelerator {
  /** QEMU's -cpu. */
  readonly cpu: string;
}

/** What earlier probes found. */
export interface Verdicts {
  get(): ChosenAccelerator | undefined;
  /** @param lasting holds as long as the host is up; otherwise it may only have been a busy moment */
  keep(verdict: ChosenAccelerator, lasting: boolean): void;
}

export interface AcceleratorProbeOptions {
  readonly binary: string;
  readonly kvmDevice: string;
  readonly probe: KvmProbe;
  /** Milliseconds that its guest may take; under TCG it takes about 100. */
  readonly bound: number;
  /** As whom QEMU will run; the BMC's own user when absent. */
  readonly user?: QemuUser | undefined;
}

const tcg = (reason: string): ChosenAccelerator => ({ name: "tcg", cpu: "max", reason });

type ProbeResult = "works" | "slow" | { readonly died: string };

/**
 * /dev/kvm that opens proves nothing: on some hosts QEMU aborts with it, on others the guest crawls. So a
 * machine without devices must get through its POST under KVM; otherwise it is TCG, with the reason.
 */
export async function chooseAccelerator(
  wanted: boolean,
  options: AcceleratorProbeOptions,
  verdicts: Verdicts,
): Promise<ChosenAccelerator> {
  if (!wanted) return tcg("KVM is switched off (ENABLE_KVM=false).");
  const absent = await whyNoKvm(options.kvmDevice);
  if (absent !== undefined) return tcg(absent);
  const known = verdicts.get();
  if (known) return known;
  const { verdict, lasting } = await probeKvm(options);
  verdicts.keep(verdict, lasting);
  return verdict;
}

async function whyNoKvm(device: string): Promise<string | undefined> {
  try {
    await access(device, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return `There is no ${device} here.`;
    return `${device} may not be opened (${code}).`;
  }
}

async function probeKvm(
  options: AcceleratorProbeOptions,
): Promise<{ verdict: ChosenAccelerator; lasting: boolean }> {
  let aborted = "";
  for (const cpu of options.probe.cpus) {
    const result = await post(cpu, options);
    if (result === "works") {
      return { verdict: { name: "kvm", cpu, reason: "KVM got a machine through its POST." }, lasting: true };
    }
    if (result === "slow") {
      const reason = `${options.kvmDevice} is there, but a guest does not get through its POST in ${options.bound} ms.`;
      return { verdict: tcg(reason), lasting: false };
    }
    aborted ||= result.died;
  }
  return { verdict: tcg(`${options.kvmDevice} is there, but QEMU ends with it: ${aborted}`), lasting: true };
}

/** Runs the probe, what its guest says on our pipe. */
function post(cpu: string, { binary, probe, bound, user }: AcceleratorProbeOptions): Promise<ProbeResult> {
  const args = [
    ...["-nodefaults", "-no-user-config", "-display", "none"],
    ...["-accel", "kvm", "-cpu", cpu, "-chardev", "stdio,id=debug"],
    ...probe.arguments,
  ];
  return new Promise((resolve, reject) => {
    const qemu = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"], ...user });
    const finish = (result: ProbeResult): void => {
      clearTimeout(timer);
      qemu.kill("SIGKILL");
      resolve(result);
    };
    const timer = setTimeout(() => finish("slow"), bound);
    let output = "";
    let complaint = "";
    qemu.stdout.setEncoding("latin1").on("data", (text: string) => {
      output += text;
      if (probe.done.test(output)) finish("works");
    });
    qemu.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    qemu.once("error", reject);
    qemu.once("close", (code, signal) =>
      finish({ died: lastLine(complaint) ?? `it ended with ${signal ?? code}` }),
    );
  });
}

function lastLine(text: string): string | undefined {
  return text.trim().split("\n").at(-1) || undefined;
}
