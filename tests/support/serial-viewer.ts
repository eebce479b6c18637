import { randomInt } from "node:crypto";
import { WebSocket } from "ws";
import { eventually } from "./eventually.ts";
import { password, type RunningBmc, userName } from "./running-bmc.ts";

/** A script that looks at /ws/serial and types there. */
export class SerialViewer {
  readonly #socket: WebSocket;
  #seen = "";

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data, isBinary) => {
      if (isBinary) this.#seen += (data as Buffer).toString("latin1");
    });
  }

  static async open(bmc: RunningBmc): Promise<SerialViewer> {
    const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
    const url = `${bmc.url.replace("https", "wss")}/ws/serial`;
    const socket = new WebSocket(url, { rejectUnauthorized: false, headers: { authorization } });
    const viewer = new SerialViewer(socket);
    await new Promise((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return viewer;
  }

  /** Everything since the start of what the server keeps. */
  get seen(): string {
    return this.#seen;
  }

  type(text: string): void {
    this.#socket.send(Buffer.from(text, "latin1"));
  }

  sendBreak(): void {
    this.#socket.send(JSON.stringify({ type: "break" }));
  }

  async shows(text: string, seconds = 60, from = 0): Promise<void> {
    await eventually(
      () => this.#seen.includes(text, from),
      seconds,
      () => this.#seen.slice(-500),
    );
  }

  /** Logs in at the guest's prompt. */
  async login(): Promise<void> {
    await this.shows("login:");
    this.type("root\r");
    await this.shows("# ");
  }

  /**
   * What a command prints in the guest where somebody is logged in. The two halves of the mark keep the line as it
   * was typed from being taken for the answer.
   */
  async run(command: string, seconds = 30): Promise<string> {
    const number = randomInt(2 ** 31);
    const mark = `END-${number}.`;
    const from = this.#seen.length;
    this.type(`${command}; echo E""ND-${number}.\r`);
    await this.shows(mark, seconds, from);
    return this.#seen.slice(from);
  }

  /** The same, line by line, without what was typed and the prompt. */
  async lines(command: string, seconds = 30): Promise<string[]> {
    const shown = (await this.run(`echo BE""GIN; ${command}`, seconds)).split("\r\n");
    return shown.slice(
      shown.indexOf("BEGIN") + 1,
      shown.findIndex(line => line.startsWith("END-")),
    );
  }

  close(): void {
    this.#socket.close();
  }
}
