import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { update } from "../../server/redfish/registries/update.ts";
import { firmwareImage } from "../support/firmware-image.ts";
import { imageServer } from "../support/image-server.ts";
import { redfishService } from "./redfish-service.ts";

const uri = "/redfish/v1/UpdateService";
const inventory = `${uri}/FirmwareInventory`;
const image = firmwareImage();
const versionOf = (file: Buffer) => `sha256:${createHash("sha256").update(file).digest("hex")}`;

type Service = Awaited<ReturnType<typeof redfishService>>;

const simpleUpdate = (service: Service, body: object, headers = {}) =>
  service.request("POST", `${uri}/Actions/UpdateService.SimpleUpdate`, body, headers);
const read = async (service: Service, at: string) => (await service.get(at)).json();

/** The task as it is in the end. */
async function ended(service: Service, answer: Awaited<ReturnType<typeof simpleUpdate>>) {
  expect([answer.statusCode, answer.body]).toEqual([202, expect.stringContaining("Update UEFI firmware")]);
  const { Id } = answer.json();
  await service.tasks.find(Id)?.outcome.catch(() => {});
  const monitor = await service.get(`${answer.headers.location}`);
  return { task: await read(service, `/redfish/v1/TaskService/Tasks/${Id}`), monitor };
}

const steps = (task: { Messages: { MessageId: string }[] }) =>
  task.Messages.map(({ MessageId }) => MessageId.split(".").at(-1));

test("the service shows what is installed and how to update it, and the root leads there", async () => {
  await using service = await redfishService();
  expect((await read(service, "/redfish/v1/")).UpdateService).toEqual({ "@odata.id": uri });
  expect(await read(service, uri)).toMatchObject({
    ServiceEnabled: true,
    MultipartHttpPushUri: `${uri}/update-multipart`,
    MaxImageSizeBytes: 64 * 2 ** 30,
    Actions: {
      "#UpdateService.SimpleUpdate": {
        "TransferProtocol@Redfish.AllowableValues": ["HTTP", "HTTPS"],
        "@Redfish.OperationApplyTimeSupport": { SupportedValues: ["OnReset"] },
      },
    },
  });
  expect(await read(service, `${inventory}/BMC`)).toMatchObject({
    ...{ Version: "9.9.9", Updateable: false },
    RelatedItem: [{ "@odata.id": "/redfish/v1/Managers/1" }],
  });
  expect(await read(service, `${inventory}/BIOS`)).toMatchObject({ Version: "1.16.2-test" });
  expect(await read(service, `${uri}/SoftwareInventory/QEMU`)).toMatchObject({ Version: "7.2.22" });
  const { Members } = await read(service, inventory);
  expect(Members.map((member: { "@odata.id": string }) => member["@odata.id"])).toEqual(
    ["BMC", "BIOS", "UEFI"].map(id => `${inventory}/${id}`),
  );
});

describe("SimpleUpdate", () => {
  test("fetches a code file, looks at it and puts it where the next cold start finds it", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/OVMF_CODE.fd": image });
    const body = {
      ImageURI: `${server.url}/OVMF_CODE.fd`,
      TransferProtocol: "HTTPS",
      Targets: [`${inventory}/UEFI`],
      "@Redfish.OperationApplyTime": "OnReset",
    };
    const { task, monitor } = await ended(service, await simpleUpdate(service, body));
    expect(task).toMatchObject({ TaskState: "Completed", PercentComplete: 100 });
    expect(steps(task)).toEqual([
      ...["TargetDetermined", "TransferringToComponent", "VerifyingAtComponent"],
      ...["UpdateSuccessful", "AwaitToActivate", "TaskCompletedOK"],
    ]);
    expect(monitor.statusCode).toBe(204);
    expect(readFileSync(join(service.firmwareFolder, "code.fd"))).toEqual(image);
    expect(readdirSync(service.firmwareFolder)).toEqual(["code.fd"]);
    for (const id of ["UEFI", "UEFIReplacement"]) {
      expect(await read(service, `${inventory}/${id}`)).toMatchObject({
        Version: versionOf(image),
        SizeBytes: image.length,
        Description: expect.stringContaining("OVMF_CODE.fd"),
      });
    }
    const origin = { via: "redfish", user: "admin" };
    expect(service.seen).toContainEqual({
      name: "firmwareChanged",
      payload: { change: "replaced", name: "OVMF_CODE.fd", origin },
    });
    const log = (await service.get("/redfish/v1/Systems/1/LogServices/EventLog/Entries")).body;
    expect(log).toContain("UEFI firmware from the next cold start on: OVMF_CODE.fd (by admin over redfish).");
  });

  test("takes a URI without a protocol for HTTP, or for what stands beside it", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/code.fd": image });
    const ImageURI = `${server.url.slice("http://".length)}/code.fd`;
    expect((await ended(service, await simpleUpdate(service, { ImageURI }))).monitor.statusCode).toBe(204);
    const tls = await ended(service, await simpleUpdate(service, { ImageURI, TransferProtocol: "HTTPS" }));
    expect(tls.monitor.statusCode).toBe(400);
  });

  test.each([
    ["is not there", "/none", "TransferFailed", "Base.1.22.ResourceMissingAtURI", /HTTP 404/],
    ["is a page", "/page", "TransferFailed", "Base.1.22.ResourceAtUriInUnknownFormat", /no UEFI firmware/],
    ["is damaged", "/damaged", "VerificationFailed", "Base.1.22.ResourceAtUriInUnknownFormat", /x86/],
    [
      "the machine's flash has no room for",
      "/large",
      "VerificationFailed",
      "Base.1.22.ResourceAtUriInUnknownFormat",
      /fits the firmware large\.$/,
    ],
    ["breaks off", "/broken", "TransferFailed", "Base.1.22.CouldNotEstablishConnection", /broke/],
    ["is too large", "/huge", "TransferFailed", "Base.1.22.InsufficientStorage", /larger than 16 MiB/],
    ["wants a password", "/locked", "TransferFailed", "Base.1.22.ResourceAtUriUnauthorized", /HTTP 401/],
  ])(
    "of an image that %s says so in the task and leaves the firmware as it was",
    async (_, path, step, id, cause) => {
      await using service = await redfishService();
      await using server = await imageServer({
        "/page": Buffer.from("<!DOCTYPE html><title>Please log in</title>".padEnd(2 ** 20)),
        "/damaged": Buffer.from(image).fill(0, image.length - 16),
        "/large": firmwareImage(4 * 2 ** 20),
        "/huge": Buffer.alloc(17 * 2 ** 20),
        "/locked": (_, response) => response.writeHead(401).end(),
        "/broken": (_, response) => {
          response.writeHead(200, { "content-length": image.length });
          response.write(image.subarray(0, 8192), () => response.destroy());
        },
      });
      const ImageURI = server.url.replace("//", "//joe:s3cret@") + path;
      const { task, monitor } = await ended(service, await simpleUpdate(service, { ImageURI }));
      expect(task).toMatchObject({ TaskState: "Exception", TaskStatus: "Critical" });
      const failure = task.Messages.slice(-2);
      expect(failure[0].MessageId).toBe(`Update.1.3.${step}`);
      expect(failure[1]).toMatchObject({ MessageId: id, Message: expect.stringMatching(cause) });
      expect(JSON.stringify(task)).not.toContain("s3cret");
      expect(monitor.statusCode).toBeGreaterThanOrEqual(400);
      expect(readdirSync(service.firmwareFolder)).toEqual([]);
      expect((await service.get(`${inventory}/UEFIReplacement`)).statusCode).toBe(404);
    },
  );

  test.each([
    [{}, "ActionParameterMissing", "#/ImageURI"],
    [{ ImageURI: "tftp://192.0.2.1/code.fd" }, "ActionParameterValueFormatError", "#/ImageURI"],
    [{ ImageURI: "http://" }, "ActionParameterValueFormatError", "#/ImageURI"],
    [
      { ImageURI: "http://a/b", TransferProtocol: "TFTP" },
      "ActionParameterValueNotInList",
      "#/TransferProtocol",
    ],
    [
      { ImageURI: "http://a/b", Targets: [`${inventory}/BMC`] },
      "ActionParameterValueNotInList",
      "#/Targets/0",
    ],
    [
      { ImageURI: "http://a/b", Targets: ["/redfish/v1/Systems/1/VirtualMedia/Cd1"] },
      "ActionParameterValueNotInList",
      "#/Targets/0",
    ],
    [
      { ImageURI: "http://a/b", "@Redfish.OperationApplyTime": "Immediate" },
      "ActionParameterValueNotInList",
      "#/@Redfish.OperationApplyTime",
    ],
  ])("refuses %j", async (body, name, pointer) => {
    await using service = await redfishService();
    const answer = await simpleUpdate(service, body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error["@Message.ExtendedInfo"][0]).toMatchObject({
      MessageId: `Base.1.22.${name}`,
      RelatedProperties: [pointer],
    });
    expect(service.tasks.list).toEqual([]);
  });

  test("lets one image come at a time, and a task that is deleted ends its transfer", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/slow": () => {} });
    const body = { ImageURI: `${server.url}/slow` };
    const first = await simpleUpdate(service, body);
    await vi.waitFor(() => expect(server.requests.length).toBe(1));
    expect((await simpleUpdate(service, body)).statusCode).toBe(503);
    const task = service.tasks.find(first.json().Id);
    expect((await service.request("DELETE", `${first.headers.location}`)).statusCode).toBe(204);
    await expect(task?.outcome).rejects.toThrow();
    expect((await simpleUpdate(service, body)).statusCode).toBe(202);
  });

  test("is for those who may configure components", async () => {
    await using service = await redfishService();
    expect((await simpleUpdate(service, { ImageURI: "http://a/b" }, service.as("reader"))).statusCode).toBe(
      403,
    );
  });

  test("checks the server's certificate, unless that is switched off", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/code.fd": image }, service.certificate.value);
    const body = { ImageURI: `${server.url}/code.fd` };
    const refused = await ended(service, await simpleUpdate(service, body));
    expect(refused.task.Messages.at(-1).Message).toMatch(/certificate/);
    expect((await service.request("PATCH", uri, { VerifyRemoteServerCertificate: false })).statusCode).toBe(
      200,
    );
    expect((await ended(service, await simpleUpdate(service, body))).monitor.statusCode).toBe(204);
  });
});

describe("the way back", () => {
  test("is to delete the replacement: the installed firmware is there again", async () => {
    await using folder = await redfishService();
    const installed = join(folder.firmwareFolder, "installed.fd");
    writeFileSync(installed, firmwareImage(2 ** 20));
    await using service = await redfishService({}, {}, true, installed);
    const before = await read(service, `${inventory}/UEFI`);
    expect(before.Version).toBe(versionOf(firmwareImage(2 ** 20)));
    await using server = await imageServer({ "/code.fd": image });
    await ended(service, await simpleUpdate(service, { ImageURI: `${server.url}/code.fd` }));
    expect((await read(service, `${inventory}/UEFI`)).Version).toBe(versionOf(image));
    const remove = (id: string, user: string) =>
      service.request("DELETE", `${inventory}/${id}`, undefined, service.as(user));
    expect((await remove("UEFIReplacement", "reader")).statusCode).toBe(403);
    expect((await remove("UEFI", "operator")).statusCode).toBe(405);
    expect((await remove("UEFIReplacement", "operator")).statusCode).toBe(204);
    expect(await read(service, `${inventory}/UEFI`)).toEqual(before);
    expect(existsSync(join(service.firmwareFolder, "code.fd"))).toBe(false);
    expect((await remove("UEFIReplacement", "operator")).statusCode).toBe(404);
  });
});

test.each(Object.entries(update.messages))(
  "Update.%s has a place in its text for each argument",
  (_, { message, args }) => {
    expect(new Set(message.match(/%\d/g))).toEqual(new Set(["%1", "%2"].slice(0, args)));
  },
);
