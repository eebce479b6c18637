import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type PageServer, pageServer } from "./page-server.ts";
import type { Peer } from "./peer.ts";

const run = promisify(execFile);
const image = randomBytes(2 ** 20);
const origin = { via: "test" };

let server: PageServer;
beforeEach(async () => {
  server = await pageServer();
});
afterEach(() => {
  vi.useRealTimers();
  return server.close();
});

interface Read {
  readonly id: number;
  readonly offset: number;
  readonly length: number;
}

/** What the page does: answers every read out of the file. */
function serveFile(peer: Peer, file: Buffer): void {
  peer.socket.on("message", data => {
    const message = JSON.parse(String(data)) as { type: string } & Read;
    if (message.type !== "read") return;
    const header = Buffer.alloc(4);
    header.writeUInt32BE(message.id);
    peer.socket.send(Buffer.concat([header, file.subarray(message.offset, message.offset + message.length)]));
  });
}

const offer = (peer: Peer, changes: object = {}) =>
  peer.socket.send(
    JSON.stringify({ type: "offer", slot: "Cd1", name: "a.img", size: image.length, ...changes }),
  );

async function connected(cookie?: string): Promise<Peer> {
  const peer = server.connect("/ws/media", { cookie: cookie ?? (await server.login()).cookie });
  await peer.until(({ socket, closed }) => socket.readyState === socket.OPEN || closed !== undefined);
  return peer;
}

/** A page whose file is in the CD drive. */
async function mounted(): Promise<Peer> {
  const peer = await connected();
  serveFile(peer, image);
  offer(peer);
  await peer.message("inserted");
  return peer;
}

const medium = () => server.hypervisor.media.get("Cd1");

/** How QEMU reaches what is in the CD drive. */
function uri(): string {
  const served = medium();
  if (!served || !("nbd" in served)) throw new Error("Nothing is served.");
  return `nbd+unix:///${served.nbd.export}?socket=${served.nbd.socket}`;
}

describe("a local file", () => {
  test("is in the slot and can be read whole by QEMU's own NBD client", async () => {
    await mounted();
    expect(medium()).toMatchObject({ name: "a.img", writeProtected: true });
    expect(server.virtualMedia.view("Cd1")).toMatchObject({ name: "a.img", inserted: true, served: true });
    const folder = mkdtempSync(join(tmpdir(), "copy-"));
    const copy = join(folder, "copy");
    await run("qemu-img", ["convert", "-f", "raw", "-O", "raw", uri(), copy]);
    expect(readFileSync(copy).equals(image)).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test("leaves the slot when the page goes, and reads that wait fail at once", async () => {
    const peer = await mounted();
    peer.socket.removeAllListeners("message");
    const wanted = new Promise(resolve => peer.socket.once("message", resolve));
    const reading = run("qemu-io", ["-f", "raw", "-r", "-c", "read 512k 512", uri()]).catch(error => error);
    await wanted;
    peer.socket.terminate();
    expect((await reading).stdout).toMatch(/Input\/output error/);
    await vi.waitFor(() => expect(medium()).toBeUndefined());
    expect(server.virtualMedia.view("Cd1").inserted).toBe(false);
  });

  test("leaves the slot, and reads fail, when the page is there and answers nothing", async () => {
    const peer = await mounted();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    peer.socket.removeAllListeners("message");
    const wanted = new Promise(resolve => peer.socket.once("message", resolve));
    const reading = run("qemu-io", ["-f", "raw", "-r", "-c", "read 512k 512", uri()]).catch(error => error);
    await wanted;
    peer.socket.pause();
    vi.advanceTimersByTime(15_000);
    vi.useRealTimers();
    expect((await reading).stdout).toMatch(/Input\/output error/);
    await vi.waitFor(() => expect(medium()).toBeUndefined());
    peer.socket.resume();
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed).toEqual({ code: 4007, reason: "The page did not answer in time." });
  });

  test("that somebody ejects tells the page why", async () => {
    const peer = await mounted();
    await server.virtualMedia.eject("Cd1", origin);
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed).toEqual({ code: 4007, reason: "The file was ejected." });
  });

  test("is asked out of a machine again that could not be reached", async () => {
    const peer = await mounted();
    server.hypervisor.fail("setMedium");
    peer.socket.terminate();
    await vi.waitFor(() => expect(medium()).toBeUndefined(), 5000);
  });

  test("that leaves for an error of the BMC's own is told to its log", async () => {
    const peer = await mounted();
    const error = new Error("no space left");
    vi.spyOn(server.virtualMedia, "eject").mockRejectedValueOnce(error);
    peer.socket.close();
    await vi.waitFor(() => expect(server.mediaErrors).toEqual([error]));
  });

  test("is forgotten with the BMC: its record has an empty slot", async () => {
    await mounted();
    expect(server.machineStore.record.media?.slots.Cd1).toBeNull();
  });
});

describe("a local file is refused", () => {
  test.each([
    ["that is no image", { size: 1000 }, /neither an ISO/],
    ["for a slot that is not there", { slot: "Floppy" }, /not understood/],
    ["without a size", { size: "1" }, /not understood/],
  ])("%s", async (_, changes, reason) => {
    const peer = await connected();
    serveFile(peer, image);
    offer(peer, changes);
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed?.reason).toMatch(reason);
    expect(medium()).toBeUndefined();
  });

  test("where the slot is taken", async () => {
    await mounted();
    const peer = await connected();
    serveFile(peer, image);
    offer(peer);
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed?.reason).toMatch(/There is a\.img in Cd1/);
    expect(medium()).toBeDefined();
  });

  test("from who may not insert media", async () => {
    const peer = await connected(server.cookieOf("Operator"));
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed?.reason).toMatch(/may not/);
  });

  test("when the page sends what nobody asked for", async () => {
    const peer = await mounted();
    peer.socket.send(Buffer.from("0000000501", "hex"));
    await peer.until(({ closed }) => closed !== undefined);
    expect(peer.closed?.code).toBe(1002);
    await vi.waitFor(() => expect(medium()).toBeUndefined());
  });
});
