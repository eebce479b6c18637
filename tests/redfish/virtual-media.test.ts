import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { insertMedia } from "../../server/redfish/resources/insert-media.ts";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { imageServer } from "../support/image-server.ts";
import { cd, eject, insert, iso, messagesOf, origin, usb } from "./media-requests.ts";
import { redfishService } from "./redfish-service.ts";

test("both slots show what they take, and that they are empty", async () => {
  await using service = await redfishService();
  expect((await service.get(cd)).json()).toMatchObject({
    "@odata.type": "#VirtualMedia.v1_6_5.VirtualMedia",
    MediaTypes: ["CD", "DVD"],
    Image: null,
    ImageName: null,
    Inserted: false,
    ConnectedVia: "NotConnected",
    Password: null,
    VerifyCertificate: true,
  });
  expect((await service.get(usb)).json()).toMatchObject({ MediaTypes: ["USBStick"], Inserted: false });
  expect((await service.get("/redfish/v1/Systems/1/VirtualMedia/Floppy1")).statusCode).toBe(404);
});

describe("InsertMedia", () => {
  test("with nothing but an Image puts it in the drive, power and boot untouched", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a%20b.iso": iso });
    expect((await insert(service, { Image: `${server.url}/a%20b.iso` })).statusCode).toBe(204);
    for (const uri of [cd, cd.replace("Systems", "Managers")]) {
      expect((await service.get(uri)).json()).toMatchObject({
        Image: `${server.url}/a%20b.iso`,
        ImageName: "a b.iso",
        Inserted: true,
        WriteProtected: true,
        ConnectedVia: "URI",
        TransferProtocolType: "HTTP",
        TransferMethod: "Upload",
      });
    }
    expect(readFileSync(service.hypervisor.fileIn("Cd1"))).toEqual(iso);
    expect(service.machine.powerState).toBe("off");
    expect(service.machine.bootOverride.enabled).toBe("disabled");
    expect(service.seen).toContainEqual({
      name: "mediaInserted",
      payload: { slot: "Cd1", name: "a b.iso", origin: { via: "redfish", user: "admin" } },
    });
  });

  test("takes every parameter that is documented", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/disk.img": Buffer.alloc(4096) });
    const Image = `${server.url.slice("http://".length)}/disk.img`;
    const body = {
      ...{ Image, Inserted: true, WriteProtected: false, UserName: "u", Password: "p" },
      ...{ TransferMethod: "Stream", TransferProtocolType: "HTTP" },
    };
    expect((await insert(service, body, usb)).statusCode).toBe(204);
    expect((await service.get(usb)).json()).toMatchObject({
      Image: `${server.url}/disk.img`,
      WriteProtected: false,
      UserName: "u",
      Password: null,
    });
    expect(service.hypervisor.media.get("Usb1")?.writeProtected).toBe(false);
  });

  test("asks for the protocol of an Image that does not name one, as clients understand it", async () => {
    await using service = await redfishService();
    const answer = await insert(service, { Image: "192.0.2.1/a.iso" });
    expect(answer.statusCode).toBe(400);
    expect(messagesOf(answer)[0]).toMatchObject({
      MessageId: "Base.1.22.ActionParameterMissing",
      RelatedProperties: ["#/TransferProtocolType"],
    });
  });

  test("refuses a slot that is taken, and one whose image is on its way", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a.iso": iso, "/slow.img": () => {} });
    await insert(service, { Image: `${server.url}/a.iso` });
    expect((await insert(service, { Image: `${server.url}/a.iso` })).statusCode).toBe(409);
    const slow = insert(service, { Image: `${server.url}/slow.img` }, usb);
    await vi.waitFor(() => expect(server.requests).toContain("/slow.img 200"));
    expect((await insert(service, { Image: `${server.url}/a.iso` }, usb)).statusCode).toBe(503);
    expect((await eject(service, usb)).statusCode).toBe(204);
    expect((await slow).statusCode).toBe(409);
    expect((await service.get(usb)).json().Inserted).toBe(false);
  });

  test("leaves nothing behind when the hypervisor does not take the image", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a.iso": iso });
    service.hypervisor.fail("setMedium");
    expect((await insert(service, { Image: `${server.url}/a.iso` })).statusCode).toBe(500);
    expect((await service.get(cd)).json()).toMatchObject({ Image: null, Inserted: false });
  });

  test("is for those who may configure the manager", async () => {
    await using service = await redfishService();
    const uri = `${cd}/Actions/VirtualMedia.EjectMedia`;
    expect((await service.request("POST", uri, {}, service.as("reader"))).statusCode).toBe(403);
  });

  test("goes on as a task when it takes long, which fails in Redfish's words", async () => {
    await using service = await redfishService();
    let answer: ((status: number) => void) | undefined;
    await using server = await imageServer({
      "/slow.iso": (_, response) => {
        answer = status => response.writeHead(status).end();
      },
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const begun = insertMedia(service, "Cd1", { image: `${server.url}/slow.iso` }, origin);
      await vi.advanceTimersByTimeAsync(10_000);
      const task = await begun;
      expect(task).toMatchObject({ name: "Insert media in Cd1", state: "running" });
      vi.useRealTimers();
      await vi.waitFor(() => expect(answer).toBeDefined());
      answer?.(404);
      await expect(task?.outcome).rejects.toMatchObject({ name: "RedfishError", status: 400 });
      expect((await service.get(`/redfish/v1/TaskService/Tasks/${task?.id}`)).json()).toMatchObject({
        TaskState: "Exception",
        TaskStatus: "Critical",
      });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("EjectMedia", () => {
  test("empties the slot, and an empty one stays so", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a.iso": iso });
    await insert(service, { Image: `${server.url}/a.iso` });
    for (const _ of ["full", "empty"]) {
      expect((await eject(service)).statusCode).toBe(204);
      expect((await service.get(cd)).json()).toMatchObject({ Image: null, ImageName: null, Inserted: false });
    }
    expect(service.hypervisor.media.size).toBe(0);
    expect(service.seen.filter(({ name }) => name === "mediaEjected").length).toBe(1);
  });
});

describe("an image that was ejected and is inserted again", () => {
  test("is fetched anew only when the server has another one, and then the old one goes", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a.iso": iso });
    const body = { Image: `${server.url}/a.iso` };
    for (const _ of ["fetched", "known"]) {
      expect((await insert(service, body)).statusCode).toBe(204);
      await eject(service);
    }
    server.content.set("/a.iso", elToritoImage(bootSector("Y")));
    expect((await insert(service, body)).statusCode).toBe(204);
    expect(server.requests).toEqual(["/a.iso 200", "/a.iso 304", "/a.iso 200"]);
    await eject(service);
    server.content.set("/b.img", Buffer.alloc(512));
    await insert(service, { Image: `${server.url}/b.img` }, usb);
    expect(service.virtualMedia.imageLibrary.images.map(({ name }) => name)).toEqual(["a.iso", "b.img"]);
    expect(readdirSync(service.mediaFolder).length).toBe(2);
  });

  test("is fetched anew when the guest could write to it", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a.img": Buffer.alloc(512) });
    const body = { Image: `${server.url}/a.img`, WriteProtected: false };
    for (const _ of [1, 2]) {
      await insert(service, body, usb);
      await eject(service, usb);
    }
    expect(server.requests).toEqual(["/a.img 200", "/a.img 200"]);
  });
});

describe("PATCH", () => {
  test("of Image inserts, replaces and ejects", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a.iso": iso, "/b.iso": iso });
    for (const name of ["a.iso", "b.iso"]) {
      const answer = await service.request("PATCH", cd, { Image: `${server.url}/${name}`, Inserted: true });
      expect([answer.statusCode, answer.json().ImageName]).toEqual([200, name]);
    }
    const missing = await service.request("PATCH", cd, { Image: `${server.url}/c.iso` });
    expect(missing.statusCode).toBe(400);
    expect(messagesOf(missing)[0]?.RelatedProperties).toEqual(["#/Image"]);
    expect((await service.get(cd)).json()).toMatchObject({ ImageName: "b.iso", Inserted: true });
    const emptied = await service.request("PATCH", cd, { Image: null });
    expect(emptied.json()).toMatchObject({ Image: null, Inserted: false });
  });

  test("of Inserted hides the image and shows it again; of WriteProtected, changes that", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a.img": Buffer.alloc(512) });
    await insert(service, { Image: `${server.url}/a.img`, Inserted: false }, usb);
    expect((await service.get(usb)).json()).toMatchObject({ ImageName: "a.img", Inserted: false });
    expect(service.hypervisor.media.size).toBe(0);
    const shown = await service.request("PATCH", usb, { Inserted: true });
    expect(shown.json()).toMatchObject({ Inserted: true, WriteProtected: true });
    const writable = await service.request("PATCH", usb, { WriteProtected: false });
    expect(writable.json()).toMatchObject({ Inserted: true, WriteProtected: false });
    expect(service.hypervisor.media.get("Usb1")?.writeProtected).toBe(false);
    expect((await service.request("PATCH", cd, { WriteProtected: false })).statusCode).toBe(400);
  });

  test("takes back the whole resource that was read", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a.iso": iso });
    await insert(service, { Image: `${server.url}/a.iso` });
    const before = service.seen.length;
    const answer = await service.request("PATCH", cd, (await service.get(cd)).json());
    expect([answer.statusCode, answer.json().Inserted]).toEqual([200, true]);
    expect(service.seen.slice(before).filter(({ name }) => name.startsWith("media"))).toEqual([]);
  });
});

test("the manager links its media for older clients, and need not; there they are in any case", async () => {
  for (const linked of [true, false]) {
    await using service = await redfishService({}, {}, linked);
    const manager = "/redfish/v1/Managers/1";
    expect("VirtualMedia" in (await service.get(manager)).json()).toBe(linked);
    expect((await service.get(`${manager}/VirtualMedia/Cd1`)).statusCode).toBe(200);
  }
});
