import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../../configs/setup/run.mjs";
import { removeControlGroup } from "./control-group.ts";

const startBound = 60_000;
const pollInterval = 50;

/** The engine that there is, or one of our own of which this machine's networks, mounts and processes see nothing. */
export interface Engine {
  /** What the tests take from the environment to reach it; nothing for the engine that there was. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startEngine(): Promise<Engine> {
  if (await answers({})) return { env: {}, close: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), "engine-"));
  const group = folder.slice(tmpdir().length + 1);
  const processes: ChildProcess[] = [];
  const close = async (): Promise<void> => {
    for (const process of processes.reverse()) await end(process);
    removeControlGroup(group);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const daemon = startDaemon(folder, group);
    processes.push(daemon);
    const network = `/proc/${daemon.pid}/ns/net`;
    await until("namespaces", daemon, folder, async () => isOther(network));
    processes.unshift(giveInternet(network, folder));
    const env = { DOCKER_HOST: `unix://${folder}/docker.sock` };
    await until("answer", daemon, folder, () => answers(env));
    return { env: { ...env, ENGINE_PID: `${childOf(daemon)}` }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Both processes end with the one that runs the tests, however that ends. */
const untilWeEnd = ["--pdeathsig", "KILL"];
/** With the first process of a namespace all others in it end. */
const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
const whenThereIsInternet =
  'until ip route show default | grep -q default; do sleep 0.05; done; exec dockerd "$@"';

function startDaemon(folder: string, group: string): ChildProcess {
  writeFileSync(join(folder, "daemon.json"), "{}");
  const options = [
    ...["--config-file", join(folder, "daemon.json")],
    ...["--data-root", join(folder, "data"), "--exec-root", join(folder, "exec")],
    ...["--pidfile", join(folder, "pid"), "--host", `unix://${folder}/docker.sock`],
    // The other driver asks systemd, for which these processes have other numbers.
    ...["--exec-opt", "native.cgroupdriver=cgroupfs", "--cgroup-parent", group],
  ];
  const shell = ["sh", "-c", whenThereIsInternet, "dockerd", ...options];
  return start("setpriv", [...untilWeEnd, "unshare", ...namespaces, ...shell], folder);
}

/** The way out is a program that does as its user what they ask for (slirp4netns(1)). */
const giveInternet = (network: string, folder: string): ChildProcess =>
  start(
    "setpriv",
    [
      ...[...untilWeEnd, "slirp4netns", "--configure", "--mtu=65520"],
      ...["--disable-host-loopback", "--netns-type=path", network, "tap0"],
    ],
    folder,
  );

function start(program: string, args: readonly string[], folder: string): ChildProcess {
  const log = openSync(logFile(folder), "a");
  return spawn(program, args, { stdio: ["ignore", log, log], detached: true });
}

const logFile = (folder: string): string => join(folder, "log");

/** unshare passes no signal on: what it has started gets it. */
async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null || program.pid === undefined) return;
  const gone = once(program, "exit");
  process.kill(childOf(program) ?? program.pid, "SIGTERM");
  await gone;
}

function childOf({ pid }: ChildProcess): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return children === "" ? undefined : Number.parseInt(children, 10);
}

async function until(
  what: string,
  daemon: ChildProcess,
  folder: string,
  look: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + startBound;
  while (!(await look())) {
    if (daemon.exitCode !== null || performance.now() > deadline) {
      throw new Error(`dockerd: no ${what}:\n${readFileSync(logFile(folder), "utf8").slice(-2000)}`);
    }
    await sleep(pollInterval);
  }
}

const isOther = (network: string): boolean => readlinkSync(network) !== readlinkSync("/proc/self/ns/net");

const answers = (env: Readonly<Record<string, string>>): Promise<boolean> =>
  run("docker", ["version"], env).then(
    () => true,
    () => false,
  );

/** Runs a program of this machine where the engine's networks are. */
export const inEngineNetwork: typeof run = (command, args) => runWords(inEngine(["--net"], command, args));

/** The command line of such a program, for those that start it themselves. */
export const engineNetworkWords = (command: string): string[] => inEngine(["--net"], command, []);

/** The same, for what names processes or network namespaces of containers. */
export const inEngineNamespaces: typeof run = (command, args) =>
  runWords(inEngine(["--net", "--pid", "--mount"], command, args));

function inEngine(which: readonly string[], command: string, args: readonly string[]): string[] {
  const { ENGINE_PID: pid } = process.env;
  const entered = pid === undefined ? [] : ["nsenter", "--target", pid, ...which, "--"];
  return [...entered, command, ...args];
}

const runWords = ([command = "", ...args]: readonly string[]) => run(command, args);
