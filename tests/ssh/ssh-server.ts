import ssh2, { type Client, type ClientChannel, type ConnectConfig } from "ssh2";
import { RequestCounts } from "../../server/bmc/request-counts.ts";
import type { ConnectionBounds } from "../../server/ssh/connection-bounds.ts";
import { hostKey } from "../../server/ssh/host-key.ts";
import { SshServer } from "../../server/ssh/server.ts";
import { password, redfishService } from "../redfish/redfish-service.ts";
import { eventually } from "../support/eventually.ts";

const address = "127.0.0.1";

/** A real server on a loopback port, around a fake machine and line. */
export async function sshServer(bounds?: ConnectionBounds) {
  const service = await redfishService();
  const requestCounts = new RequestCounts();
  const faults: unknown[] = [];
  const log = { debug: () => {}, error: (fields: object) => faults.push(fields) };
  const context = { ...service, requestCounts, log };
  const key = hostKey(service.settings, service.vault);
  const server = new SshServer({ context, hostKey: key, bounds });
  const port = await server.listen(0);
  const clients: Client[] = [];

  /**
   * Logs in; rejects where that is refused.
   * @param next the password to change to, where that is asked for
   */
  const connect = (options: ConnectConfig = {}, next = ""): Promise<Client> =>
    new Promise((resolve, reject) => {
      const client = new ssh2.Client();
      clients.push(client);
      client.on("error", reject).once("ready", () => resolve(client));
      client.on("change password", (_prompt: string, change: (password: string) => void) => change(next));
      client.once("close", () => reject(new Error("The connection was closed.")));
      client.connect({ host: address, port, username: "admin", password, ...options });
    });

  return {
    ...service,
    ...{ server, port, address, requestCounts, faults, connect },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.end();
      await server.close();
      await service[Symbol.asyncDispose]();
    },
  };
}

/** What a channel gives, from its first byte on. */
export class Opened {
  readonly channel: ClientChannel;
  readonly ended: Promise<Outcome>;
  stdout = "";
  #stderr = "";

  constructor(channel: ClientChannel) {
    this.channel = channel;
    channel.on("data", (data: Buffer) => {
      this.stdout += data.toString("latin1");
    });
    channel.stderr.on("data", (data: Buffer) => {
      this.#stderr += data.toString();
    });
    let code: number | null = null;
    channel.on("exit", (status: number | null) => {
      code = status;
    });
    this.ended = new Promise(resolve => {
      channel.once("close", () => resolve({ code, stdout: this.stdout, stderr: this.#stderr }));
    });
  }

  async shows(text: string | RegExp, from = 0): Promise<void> {
    const matches = () => {
      const shown = this.stdout.slice(from);
      return typeof text === "string" ? shown.includes(text) : text.test(shown);
    };
    await eventually(matches, 20, () => JSON.stringify(this.stdout.slice(-500)));
  }
}

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command, or a shell on a terminal where there is none. */
export const open = (client: Client, command?: string): Promise<Opened> =>
  new Promise((resolve, reject) => {
    const opened = (error: Error | undefined, channel: ClientChannel): void =>
      error ? reject(error) : resolve(new Opened(channel));
    if (command === undefined) client.shell({ term: "xterm", cols: 80, rows: 24 }, opened);
    else client.exec(command, opened);
  });

export const outcome = async (client: Client, command: string): Promise<Outcome> =>
  (await open(client, command)).ended;
