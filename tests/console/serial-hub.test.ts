import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SerialHub } from "../../server/console/serial-hub.ts";
import type { SerialChunk } from "../../server/console/serial-line.ts";
import { SerialLog } from "../../server/console/serial-log.ts";

/** Stands for QEMU's chardev: one client, each byte to the socket first and then to the log. */
class FakeChardev {
  readonly dir = mkdtempSync(join(tmpdir(), "serial-"));
  readonly path = join(this.dir, "serial.sock");
  readonly log = join(this.dir, "serial.log");
  typed = "";
  client: Socket | undefined;
  readonly #server: Server;

  constructor() {
    this.#server = createServer(socket => {
      this.client = socket;
      socket.setEncoding("latin1").on("data", (text: string) => {
        this.typed += text;
      });
      socket.on("close", () => {
        this.client = undefined;
      });
      socket.on("error", () => {});
    }).listen(this.path);
  }

  print(text: string): void {
    this.client?.write(text, "latin1");
    appendFileSync(this.log, text, "latin1");
  }

  async close(): Promise<void> {
    this.client?.destroy();
    await new Promise(resolve => this.#server.close(resolve));
    rmSync(this.dir, { recursive: true });
  }
}

let chardev: FakeChardev;
const hubs: SerialHub[] = [];

function newHub(): SerialHub {
  const log = new SerialLog(chardev.log);
  const hub = new SerialHub({ socketPath: chardev.path, log, sendBreak: async () => {} });
  hubs.push(hub);
  return hub;
}

const historyOf = (hub: SerialHub): string => hub.history(0).data.toString("latin1");
const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, n) => `${from + n}\r\n`).join("");

beforeEach(() => {
  chardev = new FakeChardev();
});
afterEach(async () => {
  for (const hub of hubs.splice(0)) hub.close();
  await chardev.close();
});

describe("the serial hub", () => {
  it("gives every viewer the same bytes, with their place in the stream", async () => {
    const hub = newHub();
    await hub.open();
    await hub.connect();
    const [one, other]: [SerialChunk[], SerialChunk[]] = [[], []];
    hub.attach({ onData: chunk => one.push(chunk) });
    hub.attach({ onData: chunk => other.push(chunk) });
    chardev.print("login: ");
    await vi.waitFor(() => expect(historyOf(hub)).toBe("login: "));
    expect(one).toEqual([{ offset: 0, data: Buffer.from("login: ") }]);
    expect(other).toEqual(one);
  });

  it("types what viewers write, in order", async () => {
    const hub = newHub();
    await hub.connect();
    expect(hub.write(Buffer.from("ro"))).toBe(true);
    hub.write(Buffer.from("ot\r"));
    await vi.waitFor(() => expect(chardev.typed).toBe("root\r"));
  });

  it("refuses to type while nobody can hear it", () => {
    expect(newHub().write(Buffer.from("x"))).toBe(false);
  });

  it("refuses more than the guest is ready to read, and does not grow", async () => {
    const hub = newHub();
    await hub.connect();
    await vi.waitFor(() => expect(chardev.client).toBeDefined());
    chardev.client?.pause();
    const block = Buffer.alloc(16 * 1024);
    let accepted = 0;
    while (hub.write(block)) accepted += block.length;
    expect(accepted).toBeLessThan(2 * 1024 * 1024);
  });

  it("shows what the machine said before there was a BMC", async () => {
    appendFileSync(chardev.log, "earlier\n");
    const hub = newHub();
    await hub.open();
    expect(historyOf(hub)).toBe("earlier\n");
    await hub.connect();
    chardev.print("later\n");
    await vi.waitFor(() => expect(historyOf(hub)).toBe("earlier\nlater\n"));
  });

  it("fills in what was said while no BMC listened, without a byte missing or doubled", async () => {
    const first = newHub();
    await first.open();
    await first.connect();
    chardev.print(numbers(0, 100));
    await vi.waitFor(() => expect(historyOf(first)).toBe(numbers(0, 100)));
    first.close();
    await vi.waitFor(() => expect(chardev.client).toBeUndefined());
    chardev.print(numbers(100, 200));
    const second = newHub();
    await second.open();
    chardev.print(numbers(200, 300));
    await second.connect();
    chardev.print(numbers(300, 400));
    await vi.waitFor(() => expect(historyOf(second)).toBe(numbers(0, 400)));
  });

  it("finds its place in a stream that never pauses", async () => {
    let n = 0;
    const flood = setInterval(() => {
      chardev.print(numbers(n, n + 20));
      n += 20;
    }, 1);
    try {
      await sleep(50);
      const hub = newHub();
      await hub.open();
      await hub.connect();
      await sleep(50);
      clearInterval(flood);
      await vi.waitFor(() => expect(historyOf(hub)).toBe(numbers(0, n)));
    } finally {
      clearInterval(flood);
    }
  });

  it("tells viewers when the machine goes and when it comes back", async () => {
    const hub = newHub();
    const heard: boolean[] = [];
    await hub.connect();
    hub.attach({ onData: () => {}, onLine: connected => heard.push(connected) });
    await vi.waitFor(() => expect(chardev.client).toBeDefined());
    chardev.client?.destroy();
    await vi.waitFor(() => expect(heard).toEqual([false]));
    expect(hub.connected).toBe(false);
    await hub.connect();
    expect(heard).toEqual([false, true]);
  });

  it("goes on counting when somebody has emptied the log", async () => {
    const hub = newHub();
    await hub.open();
    await hub.connect();
    chardev.print("before\n");
    await vi.waitFor(() => expect(hub.end).toBe(7));
    chardev.client?.destroy();
    await vi.waitFor(() => expect(hub.connected).toBe(false));
    rmSync(chardev.log);
    await hub.connect();
    chardev.print("after\n");
    await vi.waitFor(() => expect(historyOf(hub)).toBe("before\nafter\n"));
  });
});
