import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "./eventually.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

export const userName = "admin";
export const password = "k7-Brimstone";
/** Of the users whom `addUser` adds. */
export const userPassword = "f4-Heliotrope";

export interface CurlAnswer {
  readonly status: number;
  readonly headers: string;
  readonly body: Record<string, unknown>;
}

/** The real server as a process, with a real QEMU, in a state folder of its own. */
export class RunningBmc {
  readonly stateDir: string;
  readonly webPort: number;
  readonly ipmiPort: number;
  readonly #env: NodeJS.ProcessEnv;
  /** What runs the server in a network namespace, where it has one of its own. */
  readonly #prefix: readonly string[];
  #process: ChildProcess | undefined;
  #log = "";

  private constructor(
    stateDir: string,
    webPort: number,
    ipmiPort: number,
    env: NodeJS.ProcessEnv,
    prefix: readonly string[],
  ) {
    this.stateDir = stateDir;
    this.webPort = webPort;
    this.ipmiPort = ipmiPort;
    this.#env = env;
    this.#prefix = prefix;
  }

  static async start(env: NodeJS.ProcessEnv = {}, prefix: readonly string[] = []): Promise<RunningBmc> {
    const stateDir = mkdtempSync(join(tmpdir(), "bmc-"));
    const bmc = new RunningBmc(stateDir, await freePort(), await freePort(), env, prefix);
    try {
      await bmc.launch();
    } catch (error) {
      await bmc.close();
      throw error;
    }
    return bmc;
  }

  static startIn(namespace: string, env: NodeJS.ProcessEnv): Promise<RunningBmc> {
    return RunningBmc.start(env, ["ip", "netns", "exec", namespace]);
  }

  get log(): string {
    return this.#log;
  }

  /** What QEMU's own record of the serial line holds. */
  get serialLog(): string {
    const file = join(this.stateDir, "serial.log");
    return existsSync(file) ? readFileSync(file, "latin1") : "";
  }

  get qemuPid(): number {
    const { RUN_DIR } = this.#env;
    const folder = RUN_DIR === undefined ? join(this.stateDir, "run") : join(RUN_DIR, "bmc");
    return Number(readFileSync(join(folder, "qemu/qemu.pid"), "utf8"));
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Starts the server over the same state, and waits until its doors are open. */
  async launch(): Promise<void> {
    const [program = "", ...args] = [...this.#prefix, process.execPath, join(root, "server/dist/main.js")];
    const child = spawn(program, args, {
      env: {
        ...process.env,
        // As `npm start` has it.
        NODE_COMPILE_CACHE: join(root, "node_modules/.compile-cache"),
        ENABLE_KVM: "false",
        VM_DISK: join(this.stateDir, "none.qcow2"),
        VM_MEMORY: "256",
        VM_CPUS: "1",
        VNC_PORT: "0",
        VM_NETWORK_MODE: "user",
        LOG_FORMAT: "json",
        IPMI_INTERFACE: "lo",
        SSDP: "false",
        SSH_PORT: "0",
        IPMI_USER: userName,
        IPMI_PASS: password,
        STATE_DIR: this.stateDir,
        WEB_PORT: `${this.webPort}`,
        IPMI_PORT: `${this.ipmiPort}`,
        ...this.#env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const earlier = this.#process;
    this.#process = child;
    const started = this.#log.length;
    const ready = new Promise<void>((resolve, reject) => {
      const read = (text: string): void => {
        this.#log += text;
        if (this.#log.slice(started).includes("Page and Redfish")) resolve();
      };
      child.stdout?.setEncoding("utf8").on("data", read);
      child.stderr?.setEncoding("utf8").on("data", read);
      child.once("exit", code =>
        reject(new Error(`The server ended with ${code}:\n${this.#log.slice(started)}`)),
      );
    });
    try {
      await ready;
    } catch (error) {
      this.#process = earlier;
      throw error;
    }
  }

  async signal(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = new Promise(resolve => child.once("exit", resolve));
    child.kill(signal);
    await exit;
  }

  /** Ends server and guest and leaves nothing behind. */
  async close(): Promise<void> {
    await this.signal("SIGTERM");
    try {
      process.kill(this.qemuPid, "SIGKILL");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ESRCH" && code !== "ENOENT") throw error;
    }
    rmSync(this.stateDir, { recursive: true, force: true });
  }

  get url(): string {
    return `https://127.0.0.1:${this.webPort}`;
  }

  /** Real curl, with the administrator's name and password unless `args` say otherwise. */
  async curl(path: string, ...args: readonly string[]): Promise<CurlAnswer> {
    const user = args.includes("-u") ? [] : ["-u", `${userName}:${password}`];
    const { stdout } = await this.#client("curl", [
      "-ksi",
      "--max-time",
      "30",
      ...user,
      ...args,
      `${this.url}${path}`,
    ]);
    const [headers = "", body = ""] = stdout.replace(/^HTTP\/1\.1 100 .*?\r\n\r\n/s, "").split("\r\n\r\n");
    return { status: Number(headers.split(" ")[1]), headers, body: body === "" ? {} : JSON.parse(body) };
  }

  /** The body of what curl gets, as it is. */
  async download(path: string): Promise<Buffer> {
    const args = ["-ksf", "--max-time", "30", "-u", `${userName}:${password}`, `${this.url}${path}`];
    const [program = "", ...words] = [...this.#prefix, "curl", ...args];
    return (await run(program, words, { encoding: "buffer" })).stdout;
  }

  patch(path: string, body: unknown): Promise<CurlAnswer> {
    return this.curl(path, "-X", "PATCH", "--json", JSON.stringify(body));
  }

  /** @returns its Id */
  async addUser(UserName: string, RoleId: "Administrator" | "Operator" | "ReadOnly"): Promise<string> {
    const user = JSON.stringify({ UserName, RoleId, Password: userPassword });
    const { status, body } = await this.curl("/redfish/v1/AccountService/Accounts", "--json", user);
    if (status !== 201) throw new Error(`There is no user ${UserName}: ${JSON.stringify(body)}`);
    return String(body.Id);
  }

  reset(ResetType: string): Promise<CurlAnswer> {
    const path = "/redfish/v1/Systems/1/Actions/ComputerSystem.Reset";
    return this.curl(path, "--json", JSON.stringify({ ResetType }));
  }

  /** A program that talks to the server, where the server is. */
  #client(client: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
    const [program = "", ...words] = [...this.#prefix, client, ...args];
    return run(program, words);
  }

  async redfishPowerState(): Promise<unknown> {
    return (await this.curl("/redfish/v1/Systems/1")).body.PowerState;
  }

  get ipmitoolArguments(): readonly string[] {
    return [
      ...["-I", "lanplus", "-H", "127.0.0.1", "-p", `${this.ipmiPort}`],
      ...["-U", userName, "-P", password, "-L", "ADMINISTRATOR"],
    ];
  }

  /** Real ipmitool with cipher suite 17 unless `args` begin with another -C. */
  async ipmitool(...args: readonly string[]): Promise<string> {
    const suite = args[0] === "-C" ? [] : ["-C", "17"];
    const { stdout, stderr } = await this.#client("ipmitool", [...this.ipmitoolArguments, ...suite, ...args]);
    return stdout + stderr;
  }

  /** Waits until the log says so, since `from`. */
  async logs(text: string, seconds = 30, from = 0): Promise<void> {
    await eventually(
      () => this.#log.includes(text, from),
      seconds,
      () => this.#log,
    );
  }

  /** Waits until the guest has printed this since `from`, and gives the place after it. */
  async guestPrints(text: string, from = 0, seconds = 60): Promise<number> {
    const find = (): number | undefined => {
      const at = this.serialLog.indexOf(text, from);
      return at < 0 ? undefined : at + text.length;
    };
    return eventually(find, seconds, () => `${this.serialLog.slice(-500)}\n${this.#log}`);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}
