import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { Connections } from "../../server/web/connections.ts";
import { type PageServer, pageServer } from "./page-server.ts";
import { Peer } from "./peer.ts";

let server: PageServer;
beforeEach(async () => {
  server = await pageServer({ timeout: 60 });
});
afterEach(() => server.close());

const paths = ["/ws/events", "/ws/display", "/ws/serial"];

describe.each(paths)("%s", path => {
  beforeEach(() => server.screen.listen());

  it("refuses other sites before the upgrade, whatever cookie comes along", async () => {
    const { cookie } = await server.login();
    for (const origin of ["https://evil.example", `http://${server.host}.evil.example`, "null", "x"]) {
      const peer = server.connect(path, { cookie, origin });
      await peer.until(({ refused }) => refused !== undefined);
      expect(peer.refused).toBe(403);
    }
  });

  it("opens for its own page, also behind a proxy that changes Host", async () => {
    const { cookie } = await server.login();
    const own = server.connect(path, { cookie, origin: `http://${server.host}` });
    const proxied = server.connect(path, {
      cookie,
      origin: "https://bmc.example",
      "x-forwarded-host": "bmc.example",
    });
    for (const peer of [own, proxied]) {
      await peer.until(({ texts, bytes }) => texts.length > 0 || bytes.length > 0);
    }
  });

  it("opens for scripts with X-Auth-Token or Basic credentials", async () => {
    const { cookie } = await server.login();
    const token = cookie.split("=")[1] ?? "";
    const basic = `Basic ${Buffer.from("admin:secret").toString("base64")}`;
    for (const headers of [{ "x-auth-token": token }, { authorization: basic }]) {
      const peer = server.connect(path, headers);
      await peer.until(({ texts, bytes }) => texts.length > 0 || bytes.length > 0);
    }
  });

  it("closes with 4001 for who is not logged in", async () => {
    const peer = server.connect(path, { cookie: `qemu-bmc-00000000=${"0".repeat(64)}` });
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed).toEqual({ code: 4001, reason: "Log in first." });
  });

  it("closes with 4003 when the session ends", async () => {
    const { cookie, csrfToken } = await server.login();
    const peer = server.connect(path, { cookie });
    await peer.until(({ texts, bytes }) => texts.length > 0 || bytes.length > 0);
    await server.post("/logout", {}, { cookie, "x-csrf-token": csrfToken });
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed).toEqual({ code: 4003, reason: "The session has ended." });
  });
});

/** A server of nothing but connections, whose pings come as often as the test likes. */
async function quickConnections(milliseconds: number, onPing = () => {}) {
  const connections = new Connections(server, milliseconds);
  const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  sockets.on("connection", (socket, request) => {
    connections.admit(socket, { headers: request.headers, ip: "127.0.0.1" }, onPing);
  });
  await once(sockets, "listening");
  const { port } = sockets.address() as AddressInfo;
  const close = (): void => {
    connections.close();
    sockets.close();
  };
  return { url: `ws://127.0.0.1:${port}`, close };
}

describe("connections", () => {
  it("drop a peer that no longer answers, and keep one that does", async () => {
    const { cookie } = await server.login();
    const quick = await quickConnections(50);
    const dead = new Peer(new WebSocket(quick.url, { headers: { cookie }, autoPong: false }));
    const living = new Peer(new WebSocket(quick.url, { headers: { cookie } }));
    await dead.until(({ closed }) => closed !== undefined);
    expect(dead.closed?.code).toBe(1006);
    expect(living.socket.readyState).toBe(WebSocket.OPEN);
    living.socket.terminate();
    quick.close();
  });

  it("let the page know with each ping that the line is alive", async () => {
    const { cookie } = await server.login();
    let beats = 0;
    const quick = await quickConnections(20, () => {
      beats += 1;
    });
    const peer = new Peer(new WebSocket(quick.url, { headers: { cookie } }));
    while (beats === 0) await once(peer.socket, "ping");
    peer.socket.terminate();
    quick.close();
  });

  it("end with a session that nobody uses", async () => {
    const { cookie } = await server.login();
    const quick = await quickConnections(50);
    const peer = new Peer(new WebSocket(quick.url, { headers: { cookie } }));
    await peer.until(({ socket }) => socket.readyState === WebSocket.OPEN);
    server.clock.now += 61_000;
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed?.code).toBe(4003);
    quick.close();
  });

  it("are told when the BMC stops", async () => {
    const { cookie } = await server.login();
    const peer = server.connect("/ws/events", { cookie });
    await peer.message("snapshot");
    await server.app.close();
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed).toEqual({ code: 1001, reason: "The BMC is restarting." });
  });
});
