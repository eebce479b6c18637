import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../../configs/setup/run.mjs";

const startBound = 60_000;

/** The engine that there is, or one of our own in a folder of its own. */
export class Engine {
  readonly #own: { readonly dockerd: ChildProcess; readonly folder: string } | undefined;
  /** What `DOCKER_HOST` is to be; undefined for the engine that there was. */
  readonly host: string | undefined;

  private constructor(own?: { readonly dockerd: ChildProcess; readonly folder: string }) {
    this.#own = own;
    this.host = own && `unix://${own.folder}/docker.sock`;
  }

  static async start(): Promise<Engine> {
    if (await answers()) return new Engine();
    const folder = mkdtempSync(join(tmpdir(), "engine-"));
    const log = join(folder, "log");
    const fd = openSync(log, "w");
    const dockerd = spawn(
      "dockerd",
      [
        ...["--data-root", join(folder, "data"), "--exec-root", join(folder, "exec")],
        ...[
          "--pidfile",
          join(folder, "pid"),
          "--host",
          `unix://${folder}/docker.sock`,
          "--mtu",
          smallestMtu(),
        ],
      ],
      { stdio: ["ignore", fd, fd] },
    );
    const engine = new Engine({ dockerd, folder });
    const deadline = performance.now() + startBound;
    while (!(await answers(engine.host))) {
      if (dockerd.exitCode !== null || performance.now() > deadline) {
        const said = readFileSync(log, "utf8").slice(-2000);
        await engine.close();
        throw new Error(`dockerd does not start:\n${said}`);
      }
      await sleep(100);
    }
    return engine;
  }

  async close(): Promise<void> {
    if (!this.#own) return;
    const { dockerd, folder } = this.#own;
    if (dockerd.exitCode === null) {
      dockerd.kill("SIGTERM");
      await once(dockerd, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

const answers = (host?: string): Promise<boolean> =>
  run("docker", ["version"], host === undefined ? {} : { DOCKER_HOST: host }).then(
    () => true,
    () => false,
  );

/** Containers are not to send what this machine's own links would lose. */
function smallestMtu(): string {
  const links = Object.keys(networkInterfaces());
  const sizes = links.map(link => Number(readFileSync(`/sys/class/net/${link}/mtu`, "utf8")));
  return `${Math.min(1500, ...sizes)}`;
}
