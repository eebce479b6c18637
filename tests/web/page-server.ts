import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import fastify from "fastify";
import { WebSocket } from "ws";
import { Accounts } from "../../server/bmc/accounts.ts";
import { Authentication } from "../../server/bmc/authentication.ts";
import { ConsoleViewers } from "../../server/bmc/consoles/console-viewers.ts";
import { identity } from "../../server/bmc/identity.ts";
import { Lockout } from "../../server/bmc/lockout.ts";
import { PasswordVault } from "../../server/bmc/password-vault.ts";
import type { Role } from "../../server/bmc/role.ts";
import { Sessions } from "../../server/bmc/sessions.ts";
import { unkept } from "../../server/bmc/settings.ts";
import { Display } from "../../server/console/display.ts";
import { LocalFiles } from "../../server/media/local-files.ts";
import { VirtualMedia } from "../../server/media/virtual-media.ts";
import { Pins, pinnedAtFirst } from "../../server/rack/pins.ts";
import { Rack } from "../../server/rack/rack.ts";
import { Visits } from "../../server/rack/visits.ts";
import { Store } from "../../server/store/store.ts";
import type { LoginAnswer } from "../../server/web/messages.ts";
import { web } from "../../server/web/web.ts";
import { fakeMachine } from "../support/fake-machine.ts";

import { FakeScreen } from "./fake-screen.ts";
import { Peer } from "./peer.ts";
import { ShortSerialLine } from "./short-serial-line.ts";

const script = `console.log("${"page ".repeat(200)}");\n`;

async function builtPage(folder: string): Promise<string> {
  const root = join(folder, "page");
  await mkdir(join(root, "assets"), { recursive: true });
  writeFileSync(join(root, "index.html"), "<!doctype html><title>page</title>\n");
  writeFileSync(join(root, "assets/page-1234.js"), script);
  writeFileSync(join(root, "assets/page-1234.js.br"), brotliCompressSync(script));
  writeFileSync(join(root, "assets/page-1234.js.gz"), gzipSync(script));
  return root;
}

/** A real server of the page on a loopback port, around a fake machine, line and screen. */
export async function pageServer({ timeout = 1800, built = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  const { machine, hypervisor, events, store: machineStore } = fakeMachine();
  const store = Store.open(join(folder, "state"));
  const accounts = new Accounts(store, PasswordVault.open(join(folder, "key")), events);
  accounts.seedAdministrator("admin", "secret");
  const clock = { now: Date.now() };
  const sessions = new Sessions({ events, timeout, limit: 16, now: () => clock.now });
  const { bmcUuid } = identity(store, "1.2.3");
  const authentication = new Authentication(
    accounts,
    sessions,
    events,
    bmcUuid,
    new Lockout(events, () => clock.now),
  );
  const virtualMedia = new VirtualMedia({
    machine,
    store,
    events,
    folder: join(folder, "media"),
    now: Date.now,
  });
  const serial = new ShortSerialLine();
  const screen = new FakeScreen(join(folder, "vnc.sock"));
  const viewers = new ConsoleViewers({
    ...{ events, now: () => clock.now, returnMilliseconds: 200, answerMilliseconds: 300 },
  });
  const rack = new Rack({
    own: { uuid: bmcUuid, name: "node", product: "BMC", origin: () => url },
    pins: new Pins(unkept(pinnedAtFirst)),
    onError: () => {},
  });
  const visits = new Visits({ rack, sessions, events });
  const mediaErrors: unknown[] = [];
  const localFiles = new LocalFiles({ virtualMedia, folder, onError: error => mediaErrors.push(error) });
  const app = fastify({ forceCloseConnections: true });
  await app.register(web, {
    machine,
    accounts,
    sessions,
    authentication,
    identity: identity(store, "1.2.3"),
    events,
    serial,
    display: new Display(join(folder, "vnc.sock")),
    viewers,
    visits,
    localFiles,
    pageRoot: built ? await builtPage(folder) : join(folder, "nothing"),
    defaultPassword: () => accounts.verify("admin", "secret") !== undefined,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const url = `http://${host}`;
  const peers: Peer[] = [];

  return {
    machine,
    machineStore,
    virtualMedia,
    mediaErrors,
    hypervisor,
    events,
    accounts,
    sessions,
    authentication,
    serial,
    screen,
    viewers,
    clock,
    app,
    host,
    url,

    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),

    /** Logs in over HTTP, as the page does. */
    async login(userName = "admin", password = "secret") {
      const response = await this.post("/login", { userName, password });
      const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
      return { cookie, ...((await response.json()) as LoginAnswer) };
    },

    /** Makes an account of this role and a session of it, without the way over HTTP. */
    cookieOf(role: Role): string {
      const account = accounts.create({ userName: role, password: "secret", role }, { via: "test" });
      return `${authentication.cookieName}=${sessions.create(account, "web", "127.0.0.1").token}`;
    },

    /** Opens a WebSocket; without `origin`, as a script would. */
    connect(path: string, headers: Record<string, string> = {}): Peer {
      const peer = new Peer(new WebSocket(`ws://${host}${path}`, { headers }));
      peers.push(peer);
      return peer;
    },

    async close() {
      for (const peer of peers) peer.socket.terminate();
      screen.close();
      await visits.close();
      await app.close();
      viewers.close();
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type PageServer = Awaited<ReturnType<typeof pageServer>>;
