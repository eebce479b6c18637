import { readFileSync, statSync } from "node:fs";

/** As whom QEMU runs. */
export interface QemuUser {
  readonly uid: number;
  /** The one by which /dev/kvm may be opened, where that has one; a process of ours has no other groups. */
  readonly gid: number;
}

/** What it takes to start a process as another user, to share files with it and to end it (capabilities(7)). */
const needed = { CHOWN: 0, DAC_OVERRIDE: 1, KILL: 5, SETGID: 6, SETUID: 7 };
const groupMayOpen = 0o060;

/**
 * @param name empty for the BMC's own user
 * @returns undefined for the BMC's own user, with the reason where another one was wanted
 */
export function qemuUser(name: string, kvmDevice: string): { user?: QemuUser; whyNot?: string } {
  if (name === "") return {};
  const [, uid, gid] = entryOf(name);
  if (uid === undefined || gid === undefined) return { whyNot: `there is no user ${name}` };
  const missing = missingCapabilities();
  if (missing.length > 0) return { whyNot: `the BMC lacks ${missing.join(", ")}` };
  return { user: { uid: Number(uid), gid: groupOf(kvmDevice) ?? Number(gid) } };
}

/** Whether the system knows this user; a name that it does not know would leave QEMU the BMC's own rights. */
export const isUser = (name: string): boolean => entryOf(name).length > 0;

/** Its line in /etc/passwd (passwd(5)), user and group id by themselves; empty where there is none. */
function entryOf(name: string): readonly (string | undefined)[] {
  return new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, "m").exec(readFileSync("/etc/passwd", "utf8")) ?? [];
}

function missingCapabilities(): string[] {
  const status = readFileSync("/proc/self/status", "utf8");
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  const has = (bit: number): boolean => ((effective >> BigInt(bit)) & 1n) === 1n;
  return Object.entries(needed).flatMap(([name, bit]) => (has(bit) ? [] : [name]));
}

function groupOf(device: string): number | undefined {
  const found = statSync(device, { throwIfNoEntry: false });
  return found && (found.mode & groupMayOpen) === groupMayOpen ? found.gid : undefined;
}
