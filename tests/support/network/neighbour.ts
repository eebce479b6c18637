import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { eventually } from "../eventually.ts";

export interface TransferReport {
  /** Frames that came from the guest. */
  readonly TCP: number;
  readonly UDP: number;
  /** Those among them with a checksum that is not right. */
  readonly wrong: number;
  /** The MD5 digest of what came over each connection to port 9000. */
  readonly taken: readonly string[];
}

/** A host at the far end of a link, which takes and gives files by TCP (transfers.py) and gives them by TFTP. */
export class Neighbour {
  readonly #programs: readonly [transfers: ChildProcess, tftp: ChildProcess];
  #said = "";

  private constructor(namespace: string, interfaceName: string, folder: string, file: string) {
    const within = (...command: readonly string[]): ChildProcess =>
      spawn("ip", ["netns", "exec", namespace, ...command], { stdio: ["pipe", "pipe", "inherit"] });
    const program = join(import.meta.dirname, "transfers.py");
    const transfers = within("python3", program, namespace, interfaceName, join(folder, file));
    transfers.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#said += text;
    });
    const tftp = [
      "--enable-tftp",
      `--tftp-root=${folder}`,
      "--port=0",
      "--user=root",
      "--conf-file=/dev/null",
    ];
    this.#programs = [
      transfers,
      within("dnsmasq", "--keep-in-foreground", "--pid-file", "--log-facility=/dev/null", ...tftp),
    ];
  }

  /** @param file in `folder`, which is given */
  static async start(
    namespace: string,
    interfaceName: string,
    folder: string,
    file: string,
  ): Promise<Neighbour> {
    const neighbour = new Neighbour(namespace, interfaceName, folder, file);
    await eventually(
      () => neighbour.#said.startsWith("ready"),
      20,
      () => neighbour.#said,
    );
    return neighbour;
  }

  async end(): Promise<TransferReport> {
    const [transfers, tftp] = this.#programs;
    const ends = this.#programs.map(program => new Promise(resolve => program.once("close", resolve)));
    transfers.stdin?.end();
    tftp.kill("SIGTERM");
    await Promise.all(ends);
    return JSON.parse(this.#said.slice("ready\n".length));
  }
}
