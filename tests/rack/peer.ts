import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Certificate, ServerCertificate } from "../../server/bmc/certificate.ts";
import { selfSigned } from "../../server/bmc/key-pair.ts";
import { PasswordVault } from "../../server/bmc/password-vault.ts";
import { EventBus } from "../../server/events/bus.ts";
import { Store } from "../../server/store/store.ts";

export interface Heard {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly body: string;
}

type Answer = (heard: Heard, response: ServerResponse) => void;

/** Another BMC on the loopback: whatever it is told to be, with a certificate of its own. */
export class FakePeer {
  readonly origin: string;
  readonly heard: Heard[] = [];
  readonly #server: Server;
  readonly #folder: string;

  private constructor(server: Server, folder: string, scheme: string) {
    this.#server = server;
    this.#folder = folder;
    this.origin = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(answer: Answer, isSecure = true): Promise<FakePeer> {
    const folder = mkdtempSync(join(tmpdir(), "rack-peer-"));
    const peer: { value?: FakePeer } = {};
    const listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      const heard = { method: request.method, path: request.url, body: Buffer.concat(parts).toString() };
      peer.value?.heard.push(heard);
      answer(heard, response);
    };
    const server = isSecure
      ? createSecureServer(await certificate(folder), listener)
      : createServer(listener);
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    peer.value = new FakePeer(server, folder, isSecure ? "https" : "http");
    return peer.value;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
    rmSync(this.#folder, { recursive: true });
  }
}

async function certificate(folder: string): Promise<Certificate> {
  const store = Store.open(join(folder, "state"));
  const events = new EventBus(() => {});
  const vault = PasswordVault.open(join(folder, "key"));
  const { value } = await ServerCertificate.open(store, vault, events, selfSigned);
  store.close();
  return value;
}
