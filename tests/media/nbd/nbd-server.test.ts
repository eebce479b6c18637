import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NbdServer } from "../../../server/media/nbd/server.ts";

const size = 64 * 2 ** 20;
const most = 16;
const length = 2 * 2 ** 20;

let folder: string;
let reads: number;
let answer: (length: number) => Promise<Buffer>;
let server: NbdServer;
const clients: Socket[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "nbd-"));
  reads = 0;
  answer = async wanted => Buffer.alloc(wanted);
  server = await NbdServer.listen({
    socketPath: join(folder, "cd.nbd"),
    served: { name: "cd", size },
    read(_, wanted) {
      reads += 1;
      return answer(wanted);
    },
  });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function connected(): Promise<Socket> {
  const client = connect(join(folder, "cd.nbd"));
  clients.push(client);
  client.on("error", () => {});
  await once(client, "connect");
  return client;
}

const handshake = Buffer.from("0000000349484156454f5054000000010000000263640000".slice(0, -4), "hex");

function read(cookie: number): Buffer {
  const request = Buffer.alloc(28);
  request.writeUInt32BE(0x25609513, 0);
  request.writeBigUInt64BE(BigInt(cookie), 8);
  request.writeUInt32BE(length, 24);
  return request;
}

const requests = (count: number): Buffer =>
  Buffer.concat([handshake, ...Array.from({ length: count }, (_, cookie) => read(cookie))]);

test("a client has 16 reads under way at most, and gets them all", async () => {
  const held: (() => void)[] = [];
  answer = wanted => new Promise(resolve => held.push(() => resolve(Buffer.alloc(wanted))));
  const client = await connected();
  let received = 0;
  client.on("data", chunk => {
    received += chunk.length;
  });
  client.write(requests(40));
  await vi.waitFor(() => expect(held).toHaveLength(most));
  answer = async wanted => Buffer.alloc(wanted);
  for (const goOn of held) goOn();
  await vi.waitFor(() => expect(received).toBe(18 + 10 + 40 * (16 + length)), 10_000);
  expect(reads).toBe(40);
});

test("a client that takes no answers is given no more of them", async () => {
  const client = await connected();
  client.pause();
  client.write(requests(400));
  await vi.waitFor(() => expect(reads).toBeGreaterThan(0));
  const other = await connected();
  let received = 0;
  other.on("data", chunk => {
    received += chunk.length;
  });
  other.write(requests(30));
  await vi.waitFor(() => expect(received).toBe(18 + 10 + 30 * (16 + length)), 10_000);
  expect(reads - 30).toBeLessThan(2 * most);
});

test("no bytes from a client take the others' server away", async () => {
  const starts = fc.constantFrom(Buffer.alloc(0), handshake.subarray(0, 4), handshake);
  await fc.assert(
    fc.asyncProperty(starts, fc.uint8Array({ maxLength: 200 }), async (start, bytes) => {
      const client = await connected();
      client.resume().end(Buffer.concat([start, bytes]));
      await once(client, "close");
    }),
    { numRuns: 50 },
  );
  const client = await connected();
  let received = 0;
  client.on("data", chunk => {
    received += chunk.length;
  });
  client.write(requests(1));
  await vi.waitFor(() => expect(received).toBe(18 + 10 + 16 + length));
});
