import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PageServer, pageServer } from "./page-server.ts";

let server: PageServer;
let cookie: string;
beforeEach(async () => {
  server = await pageServer();
  ({ cookie } = await server.login());
});
afterEach(() => server.close());

async function eventually(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`Waited 5 s for ${isTrue}`);
    await sleep(5);
  }
}

describe("/ws/serial", () => {
  it("replays what came before and goes on with what comes", async () => {
    server.serial.print("login: ");
    const peer = server.connect("/ws/serial", { cookie });
    expect(await peer.message("hello")).toEqual({
      type: "hello",
      offset: 0,
      end: 7,
      state: "",
      connected: true,
      writable: true,
    });
    await peer.until(({ text }) => text === "login: ");
    server.serial.print("root\r\n");
    await peer.until(({ text }) => text === "login: root\r\n");
  });

  it("goes on at an offset without loss or repetition", async () => {
    server.serial.print("0123456789");
    const peer = server.connect("/ws/serial?since=7", { cookie });
    expect(await peer.message("hello")).toMatchObject({ offset: 7, end: 10 });
    server.serial.print("abc");
    await peer.until(({ text }) => text.length >= 6);
    expect(peer.text).toBe("789abc");
  });

  it("begins anew for an offset that is not of this line", async () => {
    server.serial.print("0123456789");
    const peer = server.connect("/ws/serial?since=5000", { cookie });
    expect(await peer.message("hello")).toMatchObject({ offset: 0, end: 10 });
    await peer.until(({ text }) => text === "0123456789");
  });

  it("refuses an offset that is no number", async () => {
    const peer = server.connect("/ws/serial?since=-1", { cookie });
    await peer.until(({ refused }) => refused !== undefined);
    expect(peer.refused).toBe(400);
  });

  it("sends the first bytes after a pause at once and makes one message of what follows them", async () => {
    const peer = server.connect("/ws/serial", { cookie });
    await peer.message("hello");
    for (let chunk = 0; chunk < 2000; chunk += 1) server.serial.print("123456");
    await peer.until(({ bytes }) => bytes.length === 2000 * 6);
    expect(peer.sizes).toEqual([6, 1999 * 6]);
    expect(peer.text).toBe("123456".repeat(2000));
  });

  it("types what the viewer types, bytes unchanged", async () => {
    const peer = server.connect("/ws/serial", { cookie });
    await peer.message("hello");
    peer.socket.send(Buffer.of(0x1b, 0x03, 0x00, 0xff));
    await eventually(() => server.serial.typed.length === 4);
    expect(server.serial.typed).toBe("\x1b\x03\x00\xff");
  });

  it("sends a break", async () => {
    const peer = server.connect("/ws/serial", { cookie });
    await peer.message("hello");
    peer.socket.send(JSON.stringify({ type: "break" }));
    await eventually(() => server.serial.breaks === 1);
  });

  it("says that typed text went nowhere", async () => {
    server.serial.connected = false;
    const peer = server.connect("/ws/serial", { cookie });
    expect(await peer.message("hello")).toMatchObject({ connected: false });
    peer.socket.send(Buffer.from("x"));
    expect(await peer.message("refused")).toEqual({ type: "refused", message: "The machine is off." });
  });

  it.each(["{", "null", "[]", '{"type":"reset"}', "plain"])(
    "refuses the command %s with a sentence",
    async text => {
      const peer = server.connect("/ws/serial", { cookie });
      await peer.message("hello");
      peer.socket.send(text);
      expect(await peer.message("refused")).toEqual({
        type: "refused",
        message: 'The only command is {"type":"break"}.',
      });
    },
  );

  it("lets a ReadOnly viewer look, but neither type nor break", async () => {
    server.serial.print("login: ");
    const peer = server.connect("/ws/serial", { cookie: server.cookieOf("ReadOnly") });
    expect(await peer.message("hello")).toMatchObject({ writable: false });
    await peer.until(({ text }) => text === "login: ");
    peer.socket.send(Buffer.from("x"));
    peer.socket.send(JSON.stringify({ type: "break" }));
    await peer.until(({ texts }) => texts.length === 3);
    expect(peer.texts.slice(1).map(({ type }) => type)).toEqual(["refused", "refused"]);
    expect(server.serial.typed).toBe("");
    expect(server.serial.breaks).toBe(0);
  });

  it("takes no keys while somebody else has the control, and says who has it", async () => {
    const other = server.connect("/ws/serial", { cookie: (await server.login()).cookie });
    const peer = server.connect("/ws/serial", { cookie });
    await Promise.all([other.message("hello"), peer.message("hello")]);
    const [first] = server.viewers.list;
    if (!first) throw new Error("Two are there.");
    server.viewers.control.ask(first.party, { via: "test" });
    expect(await peer.message("writable")).toMatchObject({ writable: false });
    peer.socket.send(Buffer.from("x"));
    expect(await peer.message("refused")).toMatchObject({
      message: "admin has the control of the consoles.",
    });
    other.socket.send(Buffer.from("y"));
    await eventually(() => server.serial.typed === "y");
    server.viewers.control.release(first.party, { via: "test" });
    await peer.until(({ texts }) =>
      texts.some(({ type, writable }) => type === "writable" && writable === true),
    );
    peer.socket.send(Buffer.from("z"));
    await eventually(() => server.serial.typed === "yz");
  });

  it("takes nothing more of who is being sent away and does not go", async () => {
    const peer = server.connect("/ws/serial", { cookie });
    await peer.message("hello");
    // The closing handshake stays without its answer.
    peer.socket.pause();
    for (const { id } of server.sessions.list()) server.sessions.end(id);
    peer.socket.send(Buffer.from("reboot\r"));
    peer.socket.resume();
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed?.code).toBe(4003);
    expect(server.serial.typed).toBe("");
  });

  it("tells when the machine goes and comes, after what it still said", async () => {
    const peer = server.connect("/ws/serial", { cookie });
    await peer.message("hello");
    server.serial.print("Power down.\r\n");
    server.serial.print("really");
    server.serial.hangUp();
    expect(await peer.message("line")).toEqual({ type: "line", connected: false });
    expect(peer.text).toBe("Power down.\r\nreally");
  });

  it("begins a replay between two control sequences, and says in which state a terminal was there", async () => {
    const line = `\x1b[31m${"x".repeat(100)}\r\n`;
    for (let n = 0; n < 1000; n += 1) server.serial.print(line);
    server.serial.forget(50_050);
    const peer = server.connect("/ws/serial", { cookie });
    const { offset, state } = await peer.message("hello");
    expect(offset).toBeGreaterThanOrEqual(server.serial.start);
    expect(`${state}`.endsWith("\x1b[31m")).toBe(true);
    await peer.until(({ bytes }) => bytes.length === server.serial.end - Number(offset));
    expect([line.indexOf(peer.text.slice(0, 5)), line.length - 1]).toContain(0);
  });

  it("sends a viewer with a window no more than that before it has seen it", async () => {
    server.serial.print("x".repeat(20_000));
    const peer = server.connect("/ws/serial?window=8192", { cookie });
    await peer.until(({ bytes }) => bytes.length === 8192);
    server.serial.print("more");
    peer.socket.send(JSON.stringify({ type: "seen", offset: 5000 }));
    await peer.until(({ bytes }) => bytes.length === 13_192);
    peer.socket.send(JSON.stringify({ type: "seen", offset: 13_192 }));
    await peer.until(({ bytes }) => bytes.length === 20_004);
    expect(peer.texts.map(({ type }) => type)).toEqual(["hello"]);
  });

  it("tells a viewer who wants to know when the bytes came", async () => {
    server.serial.now = 1000;
    server.serial.print("one");
    server.serial.now = 2000;
    server.serial.print("two");
    const peer = server.connect("/ws/serial?times=true", { cookie });
    await peer.until(({ text }) => text === "onetwo");
    server.serial.now = 3000;
    server.serial.print("three");
    await peer.until(({ text }) => text === "onetwothree");
    const told = peer.texts.filter(({ type }) => type === "time").map(({ at }) => at);
    expect(told).toEqual([1000, 2000, 3000]);
    expect(peer.sizes).toEqual([3, 3, 5]);
  });

  it("lets no slow viewer hold up another, and skips it ahead of what is no longer kept", async () => {
    const slow = server.connect("/ws/serial", { cookie });
    const quick = server.connect("/ws/serial", { cookie });
    await Promise.all([slow.message("hello"), quick.message("hello")]);
    slow.socket.pause();
    const block = "x".repeat(1024 * 1024);
    for (let turn = 1; turn <= 24; turn += 1) {
      server.serial.print(block);
      server.serial.forget(1024 * 1024);
      await quick.until(({ bytes }) => bytes.length === turn * block.length);
    }
    slow.socket.resume();
    const { bytes } = await slow.message("skipped");
    await slow.until(peer => peer.bytes.length + Number(bytes) === 24 * block.length);
    expect(quick.texts.map(({ type }) => type)).toEqual(["hello"]);
  });
});
