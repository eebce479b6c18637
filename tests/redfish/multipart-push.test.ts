import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { firmwareImage } from "../support/firmware-image.ts";
import { password, redfishService } from "./redfish-service.ts";

const uri = "/redfish/v1/UpdateService/update-multipart";
const slot = "/redfish/v1/Systems/1/VirtualMedia/Cd1";
const image = firmwareImage();
const iso = elToritoImage(bootSector("X"));
const run = promisify(execFile);

/** A service that listens, and a folder with files to send. */
async function listeningService() {
  const service = await redfishService();
  await service.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = service.app.server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), "push-"));
  const file = (name: string, content: Buffer | string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  /** Real curl. */
  async function curl(parts: readonly string[], user = "admin", ...options: readonly string[]) {
    const { stdout } = await run("curl", [
      ...["-si", "--max-time", "20", "-u", `${user}:${password}`, "-H", "Expect:"],
      ...parts.flatMap(part => ["-F", part]),
      ...options,
      `http://127.0.0.1:${port}${uri}`,
    ]);
    const [headers = "", body = ""] = stdout.split("\r\n\r\n");
    const location = /^location: (.*)$/im.exec(headers)?.[1] ?? "";
    return { status: Number(headers.split(" ")[1]), location, body: body === "" ? {} : JSON.parse(body) };
  }

  /** A client of our own, which sends what no honest one would. */
  function client(boundary = "b", headers: readonly string[] = []) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    const authorization = service.as("admin").authorization;
    const lines = [
      ...[`POST ${uri} HTTP/1.1`, "Host: bmc", `Authorization: ${authorization}`, ...headers],
      `Content-Type: multipart/form-data; boundary=${boundary}`,
    ];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    return socket;
  }

  return {
    ...service,
    file,
    curl,
    client,
    async [Symbol.asyncDispose]() {
      service.app.server.closeAllConnections();
      await service[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

const parameters = (value: object): string =>
  `UpdateParameters=${JSON.stringify(value)};type=application/json`;
const filePart = (file: string): string => `UpdateFile=@${file};type=application/octet-stream`;
const messageOf = ({ body }: { body: { error: { "@Message.ExtendedInfo": Record<string, string>[] } } }) =>
  body.error["@Message.ExtendedInfo"].at(-1);

describe("a file for the firmware", () => {
  test("is looked at and put in its place, told by a task", async () => {
    await using service = await listeningService();
    const file = service.file("OVMF_CODE.fd", image);
    const answer = await service.curl([parameters({}), filePart(file)]);
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ Name: "Update UEFI firmware", TaskMonitor: answer.location });
    await service.tasks.find(answer.body.Id)?.outcome;
    expect(readFileSync(join(service.firmwareFolder, "code.fd"))).toEqual(image);
    const uefi = (await service.get("/redfish/v1/UpdateService/FirmwareInventory/UEFI")).json();
    expect(uefi.Description).toContain("OVMF_CODE.fd");
  });

  test("is refused with the cause when it is none, and nothing stays behind", async () => {
    await using service = await listeningService();
    for (const content of [Buffer.from("<!DOCTYPE html>".padEnd(4 * 2 ** 20)), image.subarray(0, 2 ** 20)]) {
      const answer = await service.curl([parameters({}), filePart(service.file("a.fd", content))]);
      expect([answer.status, messageOf(answer)]).toMatchObject([
        400,
        { MessageId: "Base.1.22.ResourceAtUriInUnknownFormat" },
      ]);
    }
    const huge = service.file("huge.fd", Buffer.concat([image, Buffer.alloc(16 * 2 ** 20)]));
    expect((await service.curl([parameters({}), filePart(huge)])).status).toBe(507);
    expect(readdirSync(service.firmwareFolder)).toEqual([]);
  });

  test("may stand in a form with parts of other makers, and its parameters in a file", async () => {
    await using service = await listeningService();
    const json = service.file("p.json", '{"@Redfish.OperationApplyTime":"OnReset"}');
    const parts = [`UpdateParameters=@${json};type=application/json`, "OemOther=1"];
    const answer = await service.curl([...parts, filePart(service.file("a.fd", image)), "OemLast=2"]);
    expect(answer.status).toBe(202);
  });
});

describe("a file for virtual media", () => {
  test.each(["Systems", "Managers"])(
    "is inserted in the slot of %s, power and boot untouched",
    async owner => {
      await using service = await listeningService();
      const Targets = [`${slot.replace("Systems", owner)}/`];
      const parts = [parameters({ Targets, "@Redfish.OperationApplyTime": "Immediate" })];
      const answer = await service.curl([...parts, filePart(service.file("my disk.iso", iso))]);
      expect([answer.status, answer.body.Name]).toEqual([202, "Insert media in Cd1"]);
      await service.tasks.find(answer.body.Id)?.outcome;
      expect((await service.get(slot)).json()).toMatchObject({
        ...{ ImageName: "my disk.iso", Inserted: true, WriteProtected: true },
        ...{ TransferProtocolType: null, TransferMethod: null, ConnectedVia: "URI" },
      });
      expect(readFileSync(service.hypervisor.fileIn("Cd1"))).toEqual(iso);
      expect(service.machine.powerState).toBe("off");
      expect(service.machine.bootOverride.enabled).toBe("disabled");
      expect((await service.request("PATCH", slot, (await service.get(slot)).json())).statusCode).toBe(200);
      expect((await service.curl([...parts, filePart(service.file("b.iso", iso))])).status).toBe(409);
      await service.request("POST", `${slot}/Actions/VirtualMedia.EjectMedia`);
      expect((await service.get(slot)).json()).toMatchObject({ Image: null, Inserted: false });
    },
  );

  test("is refused when it is no image, and the slot stays empty", async () => {
    await using service = await listeningService();
    const page = service.file("a.iso", "<!DOCTYPE html>".padEnd(2 ** 20));
    const answer = await service.curl([parameters({ Targets: [slot] }), filePart(page)]);
    expect([answer.status, messageOf(answer)?.Message]).toEqual([400, expect.stringMatching(/HTML/)]);
    expect((await service.get(slot)).json().Inserted).toBe(false);
    expect(readdirSync(service.mediaFolder)).toEqual([]);
  });

  test("shows its progress while it comes, and leaves nothing behind when the client goes", async () => {
    await using service = await listeningService();
    const socket = service.client("b", ["Content-Length: 1000000"]);
    socket.write('--b\r\nContent-Disposition: form-data; name="UpdateParameters"\r\n\r\n');
    socket.write(`{"Targets":["${slot}"]}\r\n--b\r\n`);
    socket.write('Content-Disposition: form-data; name="UpdateFile"; filename="a.img"\r\n\r\n');
    socket.write(Buffer.alloc(500_000));
    await vi.waitFor(() => expect(service.tasks.list[0]?.percent).toBeGreaterThanOrEqual(40), 5000);
    expect(readdirSync(service.mediaFolder).length).toBe(1);
    socket.destroy();
    await expect(service.tasks.list[0]?.outcome).rejects.toThrow(/stopped sending/);
    await vi.waitFor(() => expect(readdirSync(service.mediaFolder)).toEqual([]), 5000);
    const file = service.file("a.iso", iso);
    expect((await service.curl([parameters({ Targets: [slot] }), filePart(file)])).status).toBe(202);
  });
});

describe("a push is refused", () => {
  test.each([
    ["no file", [parameters({})], 400, "PropertyMissing", "UpdateFile"],
    ["no parameters", [filePart("FILE")], 400, "UnrecognizedRequestBody", undefined],
    ["nothing of an update", ["other=1"], 400, "PropertyMissing", "UpdateParameters"],
    ["the file first", [filePart("FILE"), parameters({})], 400, "UnrecognizedRequestBody", undefined],
    [
      "two files",
      [parameters({}), filePart("FILE"), filePart("FILE")],
      400,
      "UnrecognizedRequestBody",
      undefined,
    ],
    ["broken JSON", ["UpdateParameters={", filePart("FILE")], 400, "MalformedJSON", undefined],
    [
      "JSON that is no object",
      ["UpdateParameters=[]", filePart("FILE")],
      400,
      "UnrecognizedRequestBody",
      undefined,
    ],
    ["what nobody knows", [parameters({ Bogus: 1 }), filePart("FILE")], 400, "PropertyUnknown", "Bogus"],
    [
      "another target",
      [parameters({ Targets: ["/x"] }), filePart("FILE")],
      400,
      "PropertyValueNotInList",
      "/x",
    ],
    [
      "two targets",
      [parameters({ Targets: [slot, slot.replace("Cd1", "Usb1")] }), filePart("FILE")],
      ...([400, "PropertyValueError", "Targets"] as const),
    ],
    [
      "firmware at once",
      [parameters({ "@Redfish.OperationApplyTime": "Immediate" }), filePart("FILE")],
      ...([400, "PropertyValueNotInList", "Immediate"] as const),
    ],
  ] as const)("with %s", async (_, parts, status, name, argument) => {
    await using service = await listeningService();
    const file = service.file("code.fd", image);
    const answer = await service.curl(parts.map(part => part.replace("FILE", file)));
    expect([answer.status, messageOf(answer)]).toMatchObject([
      status,
      {
        MessageId: `Base.1.22.${name}`,
        ...(argument && { MessageArgs: expect.arrayContaining([argument]) }),
      },
    ]);
    await Promise.allSettled(service.tasks.list.map(({ outcome }) => outcome));
    expect(readdirSync(service.firmwareFolder)).toEqual([]);
  });

  test("from those who may not, before the file comes", async () => {
    await using service = await listeningService();
    const parts = [parameters({ Targets: [slot] }), filePart(service.file("a.iso", iso))];
    expect((await service.curl(parts, "reader")).status).toBe(403);
    // Operators may update components, and virtual media belongs to the manager.
    expect((await service.curl(parts, "operator")).status).toBe(403);
    expect((await service.curl(parts, "nobody")).status).toBe(401);
    expect(service.tasks.list).toEqual([]);
  });

  test("with another type of content, without a boundary, and with a boundary that is not there", async () => {
    await using service = await listeningService();
    const post = (type: string, body: string) => service.request("POST", uri, body, { "content-type": type });
    expect((await post("application/octet-stream", "x".repeat(2 ** 21))).statusCode).toBe(415);
    expect((await post("multipart/form-data", "--b--")).statusCode).toBe(400);
    expect((await post("multipart/form-data; boundary=b", "nothing like it")).statusCode).toBe(400);
    expect((await post("multipart/form-data; boundary=b", "--b\r\nContent-Dis")).statusCode).toBe(400);
    expect((await post("multipart/form-data; boundary=b", "")).statusCode).toBe(400);
    const cut = '--b\r\nContent-Disposition: form-data; name="UpdateParameters"\r\n\r\n{}\r\n--b\r\n'
      .concat('Content-Disposition: form-data; name="UpdateFile"; filename="a"\r\n\r\n')
      .concat(image.toString("latin1", 0, 4096));
    expect((await post("multipart/form-data; boundary=b", cut)).statusCode).toBe(400);
    expect(readdirSync(service.firmwareFolder)).toEqual([]);
    expect((await service.get(uri)).statusCode).toBe(405);
  });
});
