import { execFile } from "node:child_process";
import { password, userName } from "../../support/running-bmc.ts";

export interface Target {
  readonly host: string;
  readonly port: number;
  /** Where the client runs, and keeps its caches. */
  readonly folder: string;
  /** What runs a client in a network namespace. */
  readonly prefix?: readonly string[];
}

/** A program and how it reaches the BMC. */
export interface Client {
  readonly name: string;
  /** @param words what stands behind the options that lead to the BMC */
  commandLine(target: Target, words: readonly string[]): readonly string[];
}

const ipmitoolWith = (...options: readonly string[]): Client => ({
  name: ["ipmitool", ...options].join(" "),
  commandLine: ({ host, port }, words) => [
    ...["ipmitool", "-H", host, "-p", `${port}`, "-U", userName, "-P", password],
    ...options,
    ...words,
  ],
});

/** These keep the sensor data records of a host and port, also when another BMC has come there. */
const withCache = new Set(["bmc-device", "ipmi-config", "ipmi-sensors", "ipmi-sel", "ipmi-fru", "ipmi-pet"]);

/** The first of the words is the tool. */
const freeipmiWith = (...options: readonly string[]): Client => ({
  name: ["FreeIPMI", ...options].join(" "),
  commandLine: ({ host, port, folder }, [tool = "", ...words]) => [
    ...[tool, "-h", `${host}:${port}`, "-u", userName, "-p", password],
    ...(withCache.has(tool) ? [`--sdr-cache-directory=${folder}`] : []),
    ...options,
    ...words,
  ],
});

export const ipmitool = ipmitoolWith("-I", "lanplus", "-C", "3");
/** With a cipher suite of its own choice, or of the row's. */
export const ipmitoolNegotiating = ipmitoolWith("-I", "lanplus");
export const ipmitool15 = ipmitoolWith("-I", "lan");
export const freeipmi = freeipmiWith("-D", "LAN_2_0", "-I", "3", "-l", "ADMIN");
export const freeipmiNegotiating = freeipmiWith("-D", "LAN_2_0", "-l", "ADMIN");
export const freeipmiAsOperator = freeipmiWith("-D", "LAN_2_0", "-I", "3", "-l", "OPERATOR");
export const freeipmi15 = freeipmiWith("-D", "LAN", "-l", "ADMIN");
/** IPMI 1.5 as an operator, which is what ipmipower does when nobody says otherwise. */
export const freeipmiByDefault = freeipmiWith();
/** What pings needs no name and no password, and knows port 623 only. */
export const pinging: Client = { name: "FreeIPMI", commandLine: ({ host }, words) => [...words, host] };

export interface Answer {
  /** Standard output and error, one after the other. */
  readonly output: string;
  readonly exitCode: number;
  readonly seconds: number;
}

export function run(
  { folder, prefix = [] }: Target,
  line: readonly string[],
  longest: number,
): Promise<Answer> {
  const [program = "", ...words] = [...prefix, ...line];
  const env = { ...process.env, HOME: folder, TZ: "UTC", LC_ALL: "C.UTF-8" };
  const begun = performance.now();
  return new Promise(resolve => {
    execFile(
      program,
      words,
      { cwd: folder, env, timeout: longest * 1000, killSignal: "SIGKILL" },
      (error, stdout, stderr) => {
        const exitCode = error ? Number(error.code ?? -1) : 0;
        resolve({ output: stdout + stderr, exitCode, seconds: (performance.now() - begun) / 1000 });
      },
    );
  });
}
