import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type PageServer, pageServer } from "./page-server.ts";
import { Peer } from "./peer.ts";

let server: PageServer;
let cookie: string;
beforeEach(async () => {
  server = await pageServer();
  ({ cookie } = await server.login());
});
afterEach(() => server.close());

const origin = { via: "test" };

/** Waits until the number no longer rises. */
async function settled(value: () => number): Promise<number> {
  const deadline = Date.now() + 10_000;
  for (let last = -1; Date.now() < deadline; ) {
    const now = value();
    if (now === last && now > 0) return now;
    last = now;
    await sleep(300);
  }
  throw new Error(`It still rises: ${value()}`);
}

async function eventually(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`Waited 5 s for ${isTrue}`);
    await sleep(5);
  }
}

describe("/ws/display", () => {
  it("carries RFB both ways, byte for byte", async () => {
    await server.screen.listen();
    const peer = server.connect("/ws/display", { cookie });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    peer.socket.send(Buffer.from("RFB 003.008\n"));
    peer.socket.send(Buffer.of(1, 0, 255));
    await eventually(() => server.screen.received.length === 15);
    expect(server.screen.received.toString("latin1")).toBe("RFB 003.008\n\x01\x00\xff");
  });

  // Around the lengths at which a frame's header grows (RFC 6455 §5.2), and beyond what one frame carries.
  it.each([1, 125, 126, 65_535, 65_536, 3_000_000])(
    "carries %i bytes of the screen as they are",
    async length => {
      await server.screen.listen();
      const peer = server.connect("/ws/display", { cookie });
      await peer.until(({ text }) => text === "RFB 003.008\n");
      const picture = Buffer.from(Array.from({ length }, (_, at) => at % 251));
      server.screen.viewers[0]?.write(picture);
      await peer.until(({ bytes }) => bytes.length >= 12 + length);
      expect(peer.bytes.subarray(12).equals(picture)).toBe(true);
    },
  );

  it("closes with 4003 in the middle of a flood when the session ends", async () => {
    await server.screen.listen();
    const peer = server.connect("/ws/display", { cookie });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    peer.socket.removeAllListeners("message");
    let bytes = 0;
    peer.socket.on("message", data => {
      bytes += (data as Buffer).length;
    });
    server.screen.flood(Buffer.alloc(256 * 1024));
    await eventually(() => bytes > 8 * 1024 * 1024);
    for (const { id } of server.sessions.list()) server.sessions.end(id);
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed).toEqual({ code: 4003, reason: "The session has ended." });
  });

  it("closes with 4002 while the machine is off", async () => {
    const peer = server.connect("/ws/display", { cookie });
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed).toEqual({ code: 4002, reason: "The machine is off: there is no screen." });
  });

  it("closes with 4004 when the machine is on and its screen goes away", async () => {
    await server.machine.power("on", origin);
    await server.screen.listen();
    const peer = server.connect("/ws/display", { cookie });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    server.screen.close();
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed).toEqual({ code: 4004, reason: "The machine's screen does not answer." });
  });

  it("leaves the screen when the viewer leaves", async () => {
    await server.screen.listen();
    const peer = server.connect("/ws/display", { cookie });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    peer.socket.close();
    await eventually(() => server.screen.viewers[0]?.destroyed === true);
  });

  it("does not read on for a viewer that has stalled, and goes on when it does", async () => {
    await server.screen.listen();
    const peer = new Peer(new WebSocket(`ws://${server.host}/ws/display`, { headers: { cookie } }));
    await peer.until(({ text }) => text === "RFB 003.008\n");
    const before = process.memoryUsage().rss;
    peer.socket.pause();
    server.screen.flood(Buffer.alloc(256 * 1024));
    const taken = await settled(() => server.screen.taken);
    // What the kernel keeps for both sockets, and what is under way in the BMC.
    expect(taken).toBeLessThan(24 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    peer.socket.resume();
    await eventually(() => server.screen.taken > taken + 8 * 1024 * 1024);
    peer.socket.terminate();
  });

  it("does not read on from a viewer whose machine does not", async () => {
    server.screen.reads = false;
    await server.screen.listen();
    const peer = server.connect("/ws/display", { cookie });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    for (let sent = 0; sent < 64; sent += 1) peer.socket.send(Buffer.alloc(512 * 1024));
    const waiting = await settled(() => peer.socket.bufferedAmount);
    expect(waiting).toBeGreaterThan(8 * 1024 * 1024);
    peer.socket.terminate();
  });

  it("takes a paste of a MiB, and closes with 1009 for more", async () => {
    await server.screen.listen();
    const peer = server.connect("/ws/display", { cookie });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    peer.socket.send(Buffer.alloc(1024 * 1024, 7));
    await eventually(() => server.screen.received.length === 1024 * 1024);
    peer.socket.send(Buffer.alloc(1024 * 1024 + 1, 7));
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed?.code).toBe(1009);
  });

  it("passes a ReadOnly viewer's requests for pictures and none of its keys and clicks", async () => {
    await server.screen.listen();
    const peer = server.connect("/ws/display", { cookie: server.cookieOf("ReadOnly") });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    const request = Buffer.of(3, 1, 0, 0, 0, 0, 2, 208, 1, 144);
    const key = Buffer.of(4, 1, 0, 0, 0, 0, 0, 0x61);
    const pointer = Buffer.of(5, 1, 0, 10, 0, 10);
    peer.socket.send(Buffer.from("RFB 003.008\n"));
    peer.socket.send(Buffer.concat([Buffer.of(1, 1), key, pointer]));
    peer.socket.send(Buffer.concat([request, key]));
    await eventually(() => server.screen.received.length >= 24);
    const greeting = Buffer.from("RFB 003.008\n\x01\x01", "latin1");
    expect(server.screen.received).toEqual(Buffer.concat([greeting, request]));
  });

  it("passes no keys of who has chosen to look only, whatever the role", async () => {
    await server.screen.listen();
    const peer = server.connect("/ws/display?viewonly", { cookie });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    peer.socket.send(Buffer.from("RFB 003.008\n\x01\x01", "latin1"));
    peer.socket.send(Buffer.of(4, 1, 0, 0, 0, 0, 0, 0x61, 3, 1, 0, 0, 0, 0, 2, 208, 1, 144));
    await eventually(() => server.screen.received.length >= 24);
    expect(server.screen.received.subarray(14)[0]).toBe(3);
  });

  it("passes no keys of who is being sent away and does not go", async () => {
    await server.screen.listen();
    const peer = server.connect("/ws/display", { cookie });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    peer.socket.send(Buffer.from("RFB 003.008\n\x01\x01", "latin1"));
    await eventually(() => server.screen.received.length === 14);
    // The closing handshake stays without its answer.
    peer.socket.pause();
    for (const { id } of server.viewers.list) server.viewers.dismiss(id);
    peer.socket.send(Buffer.of(4, 1, 0, 0, 0, 0, 0, 0x61));
    peer.socket.resume();
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed?.code).toBe(4006);
    await eventually(() => server.screen.viewers[0]?.destroyed === true);
    expect(server.screen.received.length).toBe(14);
  });

  it("connects others anew, without keys, when somebody gets the control", async () => {
    await server.screen.listen();
    const { cookie: otherCookie, sessionUri } = await server.login();
    const [holder, other] = [cookie, otherCookie].map(each =>
      server.connect("/ws/display", { cookie: each }),
    );
    if (!holder || !other) throw new Error("There are two.");
    for (const peer of [holder, other]) await peer.until(({ text }) => text === "RFB 003.008\n");
    const id = sessionUri.split("/").at(-1);
    const first = server.viewers.list.find(({ party }) => party.id !== id)?.party;
    if (!first) throw new Error("The first is there.");
    server.viewers.control.ask(first, { via: "test" });
    await other.until(({ closed }) => closed !== undefined);
    expect(other.closed?.code).toBe(4005);
    const again = server.connect("/ws/display", { cookie: otherCookie });
    await again.until(({ text }) => text === "RFB 003.008\n");
    again.socket.send(Buffer.from("RFB 003.008\n\x01\x01", "latin1"));
    again.socket.send(Buffer.of(4, 1, 0, 0, 0, 0, 0, 0x61));
    holder.socket.send(Buffer.from("RFB 003.008\n\x01\x01", "latin1"));
    holder.socket.send(Buffer.of(4, 1, 0, 0, 0, 0, 0, 0x62));
    await eventually(() => server.screen.received.length >= 36);
    expect([...server.screen.received].filter(byte => byte === 0x61 || byte === 0x62)).toEqual([0x62]);
    expect(holder.closed).toBeUndefined();
  });

  it("closes with 1002 for a ReadOnly viewer that does not speak RFB", async () => {
    await server.screen.listen();
    const peer = server.connect("/ws/display", { cookie: server.cookieOf("ReadOnly") });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    peer.socket.send(Buffer.from("GET / HTTP/1.1\r\n"));
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed).toEqual({ code: 1002, reason: "This does not begin like RFB." });
  });

  it("counts what a person does as use of the session, and the page's own requests not", async () => {
    await server.screen.listen();
    const peer = server.connect("/ws/display", { cookie });
    await peer.until(({ text }) => text === "RFB 003.008\n");
    const used: string[] = [];
    const use = server.sessions.use.bind(server.sessions);
    server.sessions.use = token => {
      used.push(token);
      return use(token);
    };
    const realNow = Date.now;
    Date.now = () => realNow() + 60_000;
    try {
      peer.socket.send(Buffer.of(3, 1, 0, 0, 0, 0, 2, 208, 1, 144));
      await eventually(() => server.screen.received.length === 10);
      expect(used).toEqual([]);
      peer.socket.send(Buffer.of(4, 1, 0, 0, 0, 0, 0, 0x61));
      await eventually(() => server.screen.received.length === 18);
      expect(used).toHaveLength(1);
    } finally {
      Date.now = realNow;
    }
  });
});
