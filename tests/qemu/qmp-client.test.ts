import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { QmpClient } from "../../server/qemu/qmp/client.ts";
import {
  QmpCommandError,
  QmpDisconnected,
  QmpProtocolError,
  QmpTimeout,
} from "../../server/qemu/qmp/errors.ts";
import type { QmpEvent } from "../../server/qemu/qmp/protocol.ts";

const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}}, "capabilities": []}}\r\n';

type Answer = (command: { execute: string; id: number }, socket: Socket) => void;

const succeed: Answer = ({ id }, socket) => socket.write(`{"return": {}, "id": ${id}}\r\n`);

/** A monitor that answers as the test says; QEMU's own faults cannot be caused at will. */
class FakeMonitor {
  readonly dir = mkdtempSync(join(tmpdir(), "qmp-"));
  readonly path = join(this.dir, "qmp.sock");
  greeting = greeting;
  answer: Answer = succeed;
  sockets: Socket[] = [];
  #server: Server | undefined;

  listen(): void {
    this.#server = createServer(socket => {
      this.sockets.push(socket);
      socket.on("error", () => {});
      socket.write(this.greeting);
      socket.setEncoding("utf8").on("data", (text: string) => {
        for (const line of text.trim().split("\n")) this.answer(JSON.parse(line), socket);
      });
    }).listen(this.path);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.splice(0)) socket.destroy();
    const server = this.#server;
    if (server) await new Promise(resolve => server.close(resolve));
    this.#server = undefined;
  }
}

let monitor: FakeMonitor;
let client: QmpClient;
let events: QmpEvent[];
let lost: string[];
let connects: number;

beforeEach(() => {
  monitor = new FakeMonitor();
  monitor.listen();
  events = [];
  lost = [];
  connects = 0;
  client = new QmpClient(monitor.path, {
    onEvent: event => events.push(event),
    onConnected: async () => {
      connects++;
    },
    onLost: detail => lost.push(detail),
  });
});
afterEach(async () => {
  client.close();
  await monitor.close();
  rmSync(monitor.dir, { recursive: true });
});

describe("the QMP client", () => {
  it("answers pipelined commands by id, in whatever order the answers come", async () => {
    const ids: number[] = [];
    await client.connect();
    monitor.answer = ({ id }, socket) => {
      ids.unshift(id);
      if (ids.length < 3) return;
      for (const late of ids) socket.write(`{"return": {"n": ${late}}, "id": ${late}}\r\n`);
    };
    const answers = await Promise.all([
      client.execute("query-status", {}),
      client.execute("query-kvm", {}),
      client.execute("stop", {}),
    ]);
    expect(answers).toEqual([{ n: 2 }, { n: 3 }, { n: 4 }]);
  });

  it("hands on events, however the bytes are cut", async () => {
    await client.connect();
    const lines = '{"event": "STOP", "timestamp": {}}\r\n{"event": "RESUME", "note": "ä"}\r\n';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 }), async cuts => {
        events.length = 0;
        let rest = Buffer.from(lines);
        for (const cut of cuts) {
          monitor.sockets[0]?.write(rest.subarray(0, cut));
          rest = rest.subarray(cut);
        }
        monitor.sockets[0]?.write(rest);
        await vi.waitFor(() => expect(events.map(({ event }) => event)).toEqual(["STOP", "RESUME"]));
      }),
      { numRuns: 25 },
    );
  });

  it("rejects with QEMU's class and words when a command is refused", async () => {
    await client.connect();
    monitor.answer = ({ id }, socket) =>
      socket.write(`{"error": {"class": "DeviceNotFound", "desc": "no cd9"}, "id": ${id}}\r\n`);
    const refused = await client.execute("cont", {}).catch(error => error);
    expect(refused).toBeInstanceOf(QmpCommandError);
    expect(refused).toMatchObject({ errorClass: "DeviceNotFound", message: "cont: no cd9" });
  });

  it("gives up on a command after its time, and takes no late answer for another's", async () => {
    await client.connect();
    const waiting: (() => void)[] = [];
    monitor.answer = (command, socket) => waiting.push(() => succeed(command, socket));
    await expect(client.execute("cont", {}, 20)).rejects.toBeInstanceOf(QmpTimeout);
    const second = client.execute("stop", {}, 2000);
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    for (const send of waiting) send();
    await expect(second).resolves.toEqual({});
  });

  it("rejects what is under way when the connection goes, and says so once", async () => {
    await client.connect();
    monitor.answer = () => {};
    const under = client.execute("cont", {});
    await vi.waitFor(() => expect(monitor.sockets).toHaveLength(1));
    monitor.sockets[0]?.destroy();
    await expect(under).rejects.toBeInstanceOf(QmpDisconnected);
    await expect(client.execute("cont", {})).rejects.toBeInstanceOf(QmpDisconnected);
    expect(lost).toHaveLength(1);
  });

  it("comes back when the far end does, and negotiates anew", async () => {
    await client.connect();
    await monitor.close();
    await vi.waitFor(() => expect(lost).toHaveLength(1));
    const back = client.reconnect();
    monitor.listen();
    await back;
    expect(connects).toBe(2);
    await expect(client.execute("stop", {})).resolves.toEqual({});
  });

  it("gives up on a monitor that never greets, which is one that serves another client", async () => {
    monitor.greeting = "";
    await expect(client.connect(30)).rejects.toBeInstanceOf(QmpTimeout);
  });

  it("says so when what answers does not speak QMP", async () => {
    monitor.greeting = "220 mail ready\r\n";
    await expect(client.connect()).rejects.toBeInstanceOf(QmpProtocolError);
  });

  it("says so when nobody is there", async () => {
    await monitor.close();
    await expect(client.connect()).rejects.toBeInstanceOf(QmpDisconnected);
  });
});
