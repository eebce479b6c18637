import { createSocket, type Socket } from "node:dgram";
import { afterEach, expect, test } from "vitest";
import { timeOffset } from "../../server/host/sntp.ts";

let server: Socket | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

/** A time server on loopback that is ahead of the host by so many seconds. @returns its port */
async function serve(ahead: number, change: (answer: Buffer) => void = () => {}): Promise<number> {
  const socket = createSocket("udp4");
  server = socket;
  socket.on("message", (request, { port, address }) => {
    const answer = Buffer.alloc(48);
    answer[0] = 0x24;
    answer[1] = 2;
    request.copy(answer, 24, 40, 48);
    const now = Date.now() / 1000 + ahead + 2_208_988_800;
    for (const at of [32, 40]) {
      answer.writeUInt32BE(Math.floor(now), at);
      answer.writeUInt32BE(Math.floor((now % 1) * 2 ** 32), at + 4);
    }
    change(answer);
    socket.send(answer, port, address);
  });
  await new Promise<void>(resolve => socket.bind(0, "127.0.0.1", resolve));
  return socket.address().port;
}

test.each([0, 3600, -86_400])("finds a server that is %i s ahead", async ahead => {
  const offset = await timeOffset("127.0.0.1", 5000, await serve(ahead));
  expect(Math.abs(offset - ahead * 1000)).toBeLessThan(1000);
});

test.each([
  ["an answer to another question", (answer: Buffer) => answer.fill(0, 24, 32)],
  ["a server that does not know the time itself", (answer: Buffer) => answer.fill(16, 1, 2)],
  ["a refusal", (answer: Buffer) => answer.fill(0, 1, 2)],
  ["another client", (answer: Buffer) => answer.fill(0x23, 0, 1)],
])("does not believe %s", async (_, change) => {
  await expect(timeOffset("127.0.0.1", 200, await serve(0, change))).rejects.toThrow("127.0.0.1");
});

test("fails when nobody is there", async () => {
  const port = await serve(0);
  const closed = new Promise<void>(resolve => server?.close(resolve));
  server = undefined;
  await closed;
  await expect(timeOffset("127.0.0.1", 5000, port)).rejects.toThrow();
});
