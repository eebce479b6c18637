import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ImageUploads } from "../../server/media/image-uploads.ts";
import { begin, cause, images, iso, origin, type Service, send, sha256, stored } from "./media-requests.ts";
import { password, redfishService } from "./redfish-service.ts";

const run = promisify(execFile);

/** @returns the port, the same at each call */
async function listen({ app }: Service): Promise<number> {
  if (!app.server.listening) await app.listen({ port: 0, host: "127.0.0.1" });
  return (app.server.address() as AddressInfo).port;
}

describe("an upload", () => {
  test("comes in parts and is in the library at its end, with its checksum", async () => {
    await using service = await redfishService();
    const announced = { FileName: "a b.iso", SizeBytes: iso.length, SHA256: sha256(iso).toUpperCase() };
    const created = await begin(service, announced);
    const uri = `${created.headers.location}`;
    expect([created.statusCode, created.json()]).toMatchObject([
      201,
      { FileName: "a b.iso", ImageState: "Receiving", ReceivedBytes: 0, Content: `${uri}/Content` },
    ]);
    const half = await send(service, uri, 0, iso.subarray(0, 40_000));
    expect([half.statusCode, half.headers["upload-offset"]]).toEqual([204, "40000"]);
    const head = await service.request("HEAD", `${uri}/Content`);
    expect(head.headers).toMatchObject({ "upload-offset": "40000", "upload-length": `${iso.length}` });
    expect((await service.get(uri)).json().ReceivedBytes).toBe(40_000);
    const rest = await send(service, uri, 40_000, iso.subarray(40_000));
    expect(rest.headers["upload-offset"]).toBe(`${iso.length}`);
    expect((await service.get(uri)).json()).toMatchObject({
      ...{ ImageState: "Stored", ImageKind: "ISO", SizeBytes: iso.length, SHA256: sha256(iso) },
      ...{ Written: false, Kept: true, VirtualMedia: [] },
    });
    expect((await service.get(images)).json().Members).toEqual([{ "@odata.id": uri }]);
    expect(readdirSync(service.mediaFolder).length).toBe(1);
  });

  test("goes on only where it stands", async () => {
    await using service = await redfishService();
    const uri = `${(await begin(service, { FileName: "a.iso", SizeBytes: iso.length })).headers.location}`;
    await send(service, uri, 0, iso.subarray(0, 4096));
    const wrong = await send(service, uri, 8192, iso.subarray(8192));
    expect([wrong.statusCode, cause(wrong)]).toEqual([409, expect.stringContaining("4096 bytes have come")]);
    for (const offset of ["x", "-1", "", "1e3"]) {
      expect((await send(service, uri, offset, iso)).statusCode).toBe(400);
    }
    expect((await service.get(uri)).json().ReceivedBytes).toBe(4096);
    expect((await send(service, uri, 4096, iso.subarray(4096))).statusCode).toBe(204);
    expect((await service.get(uri)).json().SHA256).toBe(sha256(iso));
    const late = await send(service, uri, 0, iso);
    expect([late.statusCode, cause(late)]).toEqual([409, expect.stringContaining("All of it is there")]);
  });

  test("goes on under another BMC, with the checksum of the whole", async () => {
    await using service = await redfishService();
    const { imageUploads, virtualMedia, events, bmcStore: store, mediaFolder: folder } = service;
    const { id } = await imageUploads.begin({ name: "a.iso", size: iso.length }, origin);
    await send(service, `${images}/${id}`, 0, iso.subarray(0, 50_000));
    await imageUploads.close();
    const { imageLibrary } = virtualMedia;
    const next = new ImageUploads({ folder, imageLibrary, store, events, now: Date.now });
    expect(next.received(id)).toBe(50_000);
    await next.append(id, 50_000, Readable.from([iso.subarray(50_000)]), origin);
    expect(imageLibrary.find(id)?.sha256).toBe(sha256(iso));
    await next.close();
  });

  test("that stands still for a day is thrown away, by the next BMC, too", async () => {
    await using service = await redfishService();
    const { imageUploads, virtualMedia, events, bmcStore: store, mediaFolder: folder } = service;
    const { id } = await imageUploads.begin({ name: "a.iso", size: iso.length }, origin);
    expect(readdirSync(folder)).toEqual([`${id}.part`]);
    const tomorrow = () => Date.now() + 25 * 60 * 60 * 1000;
    const { imageLibrary } = virtualMedia;
    const next = new ImageUploads({ folder, imageLibrary, store, events, now: tomorrow });
    expect(next.list).toEqual([]);
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]));
    await next.close();
  });

  test("whose checksum is another one is refused and thrown away", async () => {
    await using service = await redfishService();
    const announced = { FileName: "a.iso", SizeBytes: iso.length, SHA256: "0".repeat(64) };
    const uri = `${(await begin(service, announced)).headers.location}`;
    const answer = await send(service, uri, 0, iso);
    expect([answer.statusCode, cause(answer)]).toEqual([400, expect.stringContaining(sha256(iso))]);
    expect((await service.get(uri)).statusCode).toBe(404);
    await vi.waitFor(() => expect(readdirSync(service.mediaFolder)).toEqual([]));
  });

  test("of what is no image is refused as soon as that shows", async () => {
    await using service = await redfishService();
    const uri = `${(await begin(service, { FileName: "a.qcow2", SizeBytes: 2 ** 30 })).headers.location}`;
    const answer = await send(
      service,
      uri,
      0,
      Buffer.concat([Buffer.from("QFI\xfb", "latin1"), Buffer.alloc(2 ** 16)]),
    );
    expect([answer.statusCode, cause(answer)]).toEqual([400, expect.stringContaining("qcow2")]);
    expect((await service.get(uri)).statusCode).toBe(404);
  });

  test("that is deleted in the middle is gone with what has come, and gives its room back", async () => {
    await using service = await redfishService();
    const free = service.virtualMedia.imageLibrary.free;
    const { id } = await service.imageUploads.begin({ name: "a.iso", size: 2 ** 30 }, origin);
    expect(service.virtualMedia.imageLibrary.free).toBeLessThan(free - 2 ** 29);
    const body = new PassThrough();
    const sending = service.imageUploads.append(id, 0, body, origin);
    body.write(iso);
    await vi.waitFor(() => expect(service.imageUploads.received(id)).toBe(iso.length));
    expect((await service.request("DELETE", `${images}/${id}`)).statusCode).toBe(204);
    await sending;
    expect(body.destroyed).toBe(true);
    expect((await service.get(`${images}/${id}`)).statusCode).toBe(404);
    await vi.waitFor(() => expect(readdirSync(service.mediaFolder)).toEqual([]));
    expect(service.virtualMedia.imageLibrary.free).toBeGreaterThan(free - 2 ** 29);
  });

  test("goes on where it stood once a disk that was full has room again", async () => {
    await using service = await redfishService();
    const uri = `${(await begin(service, { FileName: "a.iso", SizeBytes: iso.length })).headers.location}`;
    await send(service, uri, 0, iso.subarray(0, 40_000));
    const part = join(service.mediaFolder, `${uri.split("/").at(-1)}.part`);
    renameSync(part, `${part}ial`);
    symlinkSync("/dev/full", part);
    const full = await send(service, uri, 40_000, iso.subarray(40_000));
    expect([full.statusCode, cause(full)]).toEqual([507, expect.stringContaining("no room")]);
    renameSync(`${part}ial`, part);
    expect((await service.get(uri)).json()).toMatchObject({ ImageState: "Receiving", ReceivedBytes: 40_000 });
    expect((await send(service, uri, 40_000, iso.subarray(40_000))).statusCode).toBe(204);
    expect(readFileSync(service.virtualMedia.imageLibrary.file(`${uri.split("/").at(-1)}`))).toEqual(iso);
  });

  test("is whole where the disk takes only the beginning of what is written to it", async () => {
    await using service = await redfishService();
    const uri = `${(await begin(service, { FileName: "a.iso", SizeBytes: iso.length })).headers.location}`;
    const handle = await open("/dev/null");
    const short = vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, "write");
    short.mockImplementationOnce(async function (this: FileHandle, ...asked: readonly unknown[]) {
      const [chunk, offset, length, position] = asked as [Buffer, number, number, number];
      return { bytesWritten: writeSync(this.fd, chunk, offset, length >> 1, position), buffer: "" };
    });
    expect((await send(service, uri, 0, iso)).statusCode).toBe(204);
    short.mockRestore();
    await handle.close();
    expect(readFileSync(service.virtualMedia.imageLibrary.file(`${uri.split("/").at(-1)}`))).toEqual(iso);
  });

  test("has one sender at a time: of several who come back at once the last goes on", async () => {
    await using service = await redfishService();
    const { imageUploads } = service;
    const { id } = await imageUploads.begin({ name: "a.iso", size: iso.length }, origin);
    const lost = new PassThrough();
    const first = imageUploads.append(id, 0, lost, origin);
    lost.write(iso.subarray(0, 40_000));
    await vi.waitFor(() => expect(imageUploads.received(id)).toBe(40_000));
    const bodies = [new PassThrough(), new PassThrough(), new PassThrough()];
    const all = bodies.map(body => imageUploads.append(id, 40_000, body, origin));
    for (const body of bodies) if (!body.destroyed) body.end(iso.subarray(40_000));
    await Promise.all([first, ...all]);
    expect(service.virtualMedia.imageLibrary.find(id)?.sha256).toBe(sha256(iso));
    expect(readFileSync(service.virtualMedia.imageLibrary.file(id))).toEqual(iso);
  });

  test("is one of 16 at most", async () => {
    await using service = await redfishService();
    const statuses: number[] = [];
    for (let count = 0; count < 17; count += 1) {
      statuses.push((await begin(service, { FileName: `${count}.iso`, SizeBytes: 4096 })).statusCode);
    }
    expect(statuses).toEqual([...Array(16).fill(201), 503]);
  });

  test("that is longer than announced, too large or without a name is refused", async () => {
    await using service = await redfishService();
    const uri = `${(await begin(service, { FileName: "a.img", SizeBytes: 512 })).headers.location}`;
    expect((await send(service, uri, 0, Buffer.alloc(1024))).statusCode).toBe(507);
    expect((await begin(service, { FileName: "a", SizeBytes: 2 ** 40 })).statusCode).toBe(507);
    for (const body of [
      { SizeBytes: 1 },
      { FileName: "a/b", SizeBytes: 1 },
      { FileName: "a", SizeBytes: 0 },
    ]) {
      expect((await begin(service, body)).statusCode).toBe(400);
    }
    expect((await service.get(images)).json().Members).toEqual([]);
  });

  test("is for administrators", async () => {
    await using service = await redfishService();
    const uri = await stored(service, "a.iso");
    for (const [method, url] of [
      ["POST", images],
      ["PATCH", `${uri}/Content`],
      ["GET", `${uri}/Content`],
      ["PATCH", uri],
      ["DELETE", uri],
    ] as const) {
      const body = method === "GET" ? undefined : {};
      expect((await service.request(method, url, body, service.as("operator"))).statusCode).toBe(403);
    }
    expect((await service.get(uri, service.as("reader"))).statusCode).toBe(200);
  });

  describe("by real curl", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "upload-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** @returns what is printed: the head of the answer and its body */
    async function sendByCurl(service: Service, uri: string, offset: number, file: string) {
      const headers = [`Upload-Offset: ${offset}`, "Content-Type: application/offset+octet-stream"];
      const { stdout } = await run("curl", [
        ...["-si", "--max-time", "20", "-u", `admin:${password}`, ...headers.flatMap(line => ["-H", line])],
        ...["-X", "PATCH", "-T", file, `http://127.0.0.1:${await listen(service)}${uri}/Content`],
      ]);
      return stdout;
    }

    test("goes on after a connection that broke, and what had come is kept", async () => {
      await using service = await redfishService();
      const bytes = Buffer.concat([iso, randomBytes(2 ** 20)]);
      const rest = join(folder, "rest");
      writeFileSync(rest, bytes.subarray(300_000));
      const { id } = await service.imageUploads.begin({ name: "a.iso", size: bytes.length }, origin);

      const socket = connect(await listen(service), "127.0.0.1");
      socket.on("error", () => {});
      const lines = [
        `PATCH ${images}/${id}/Content HTTP/1.1`,
        ...["Host: bmc", `Authorization: ${service.as("admin").authorization}`, "Upload-Offset: 0"],
        ...["Content-Type: application/octet-stream", `Content-Length: ${bytes.length}`],
      ];
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
      socket.write(bytes.subarray(0, 300_000));
      await vi.waitFor(() => expect(service.imageUploads.received(id)).toBe(300_000), 5000);

      // The server does not know yet that the first connection is of no more use.
      const answer = await sendByCurl(service, `${images}/${id}`, 300_000, rest);
      expect(answer).toMatch(new RegExp(`204[^]*upload-offset: ${bytes.length}`, "i"));
      expect(service.virtualMedia.imageLibrary.find(id)?.sha256).toBe(sha256(bytes));
      socket.destroy();
      service.app.server.closeAllConnections();
    });

    test("is told why it is refused, though it has not sent everything", async () => {
      await using service = await redfishService();
      const file = join(folder, "a.qcow2");
      writeFileSync(file, "QFI\xfb", "latin1");
      truncateSync(file, 2 ** 25);
      const { id } = await service.imageUploads.begin({ name: "a.qcow2", size: 2 ** 25 }, origin);
      const answer = await sendByCurl(service, `${images}/${id}`, 0, file);
      expect(answer).toMatch(/400 Bad Request.*It is a qcow2 image/s);
      expect((await service.get(`${images}/${id}`)).statusCode).toBe(404);
      service.app.server.closeAllConnections();
    });
  });
});
