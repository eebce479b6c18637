import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { insertMedia } from "../../server/redfish/resources/insert-media.ts";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { imageServer } from "../support/image-server.ts";
import { redfishService } from "./redfish-service.ts";

const cd = "/redfish/v1/Systems/1/VirtualMedia/Cd1";
const usb = "/redfish/v1/Systems/1/VirtualMedia/Usb1";
const iso = elToritoImage(bootSector("X"));
const origin = { via: "test" };

type Service = Awaited<ReturnType<typeof redfishService>>;

const insert = (service: Service, body: object, slot = cd) =>
  service.request("POST", `${slot}/Actions/VirtualMedia.InsertMedia`, body);
const eject = (service: Service, slot = cd) =>
  service.request("POST", `${slot}/Actions/VirtualMedia.EjectMedia`);
const messagesOf = (answer: { json(): { error: { "@Message.ExtendedInfo": Record<string, string>[] } } }) =>
  answer.json().error["@Message.ExtendedInfo"];

/** Refused, with a message of this name, about this property; and the slot is empty as before. */
async function isRefused(service: Service, body: object, status: number, name: string, cause: RegExp) {
  const answer = await insert(service, body);
  expect([answer.statusCode, answer.body]).toEqual([status, expect.stringContaining(`Base.1.22.${name}`)]);
  expect(messagesOf(answer)[0]?.Message).toMatch(cause);
  expect((await service.get(cd)).json()).toMatchObject({ Image: null, Inserted: false });
  expect(service.hypervisor.media.size).toBe(0);
  expect(readdirSync(service.mediaFolder)).toEqual([]);
}

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

describe("an image that cannot be had is refused with the cause:", () => {
  test("a name that nobody knows, and a port where nobody listens", async () => {
    await using service = await redfishService();
    const unknown = { Image: "http://no-such-host.invalid/a.iso" };
    await isRefused(service, unknown, 400, "CouldNotEstablishConnection", /name/);
    const { url } = await (async () => {
      await using gone = await imageServer({});
      return gone;
    })();
    await isRefused(service, { Image: `${url}/a` }, 400, "CouldNotEstablishConnection", /refuses/);
  });

  test("404, and a redirect without end", async () => {
    await using service = await redfishService();
    await using server = await imageServer({
      "/round": (_, response) => response.writeHead(302, { location: "/round" }).end(),
      "/file": (_, response) => response.writeHead(302, { location: "file:///etc/hostname" }).end(),
    });
    await isRefused(service, { Image: `${server.url}/no` }, 400, "ResourceMissingAtURI", /HTTP 404/);
    await isRefused(service, { Image: `${server.url}/round` }, 400, "ResourceMissingAtURI", /redirects/);
    await isRefused(service, { Image: `${server.url}/file` }, 400, "ActionParameterValueFormatError", /HTTP/);
  });

  test("other protocols, and no URI at all", async () => {
    await using service = await redfishService();
    for (const Image of ["nfs://192.0.2.1/a.iso", "file:///etc/passwd", "http://"]) {
      await isRefused(service, { Image }, 400, "ActionParameterValueFormatError", /HTTP|no URI/);
    }
    const tftp = { Image: "http://192.0.2.1/a", TransferProtocolType: "TFTP" };
    await isRefused(service, tftp, 400, "ActionParameterValueNotInList", /TFTP/);
  });

  test("what is no image: empty, qcow2, compressed, a page, a broken-off transfer", async () => {
    await using service = await redfishService();
    await using server = await imageServer({
      "/empty": Buffer.alloc(0),
      "/qcow2": Buffer.concat([Buffer.from("QFI\xfb", "latin1"), Buffer.alloc(2 ** 20)]),
      "/gz": Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(510)]),
      "/page": Buffer.from("<!DOCTYPE html><title>Please log in</title>".padEnd(1024)),
      "/odd": Buffer.alloc(1000),
      "/broken": (_, response) => {
        response.writeHead(200, { "content-length": 2 ** 20 });
        response.write(Buffer.alloc(4096), () => response.destroy());
      },
    });
    const causes = { empty: /empty/, qcow2: /qcow2/, gz: /gzip/, page: /HTML/, odd: /1000 bytes/ };
    for (const [name, cause] of Object.entries(causes)) {
      await isRefused(
        service,
        { Image: `${server.url}/${name}` },
        400,
        "ResourceAtUriInUnknownFormat",
        cause,
      );
    }
    const broken = { Image: `${server.url}/broken` };
    await isRefused(service, broken, 400, "CouldNotEstablishConnection", /broke/);
  });

  test("one for which there is no room, before it comes", async () => {
    await using service = await redfishService();
    await using server = await imageServer({
      "/huge": (_, response) => {
        response.writeHead(200, { "content-length": 2 ** 40 });
        response.write(Buffer.alloc(512));
      },
    });
    await isRefused(
      service,
      { Image: `${server.url}/huge` },
      507,
      "InsufficientStorage",
      /larger than 64 GiB/,
    );
  });

  test("wrong credentials; the right ones may stand in the URI, and are not shown", async () => {
    await using service = await redfishService();
    const right = `Basic ${Buffer.from("joe:s3cret").toString("base64")}`;
    await using server = await imageServer({
      "/a.iso": ({ headers }, response) =>
        headers.authorization === right ? response.end(iso) : response.writeHead(401).end(),
    });
    const Image = `${server.url}/a.iso`;
    await isRefused(service, { Image }, 400, "ResourceAtUriUnauthorized", /HTTP 401/);
    const wrong = { Image, UserName: "joe", Password: "guess-77" };
    await isRefused(service, wrong, 400, "ResourceAtUriUnauthorized", /^(?!.*guess-77)/);
    const inUri = Image.replace("//", "//joe:s3cret@");
    expect((await insert(service, { Image: inUri })).statusCode).toBe(204);
    const shown = await service.get(cd);
    expect(shown.json()).toMatchObject({ Image, UserName: "joe", Password: null });
    expect(shown.body + JSON.stringify(service.seen)).not.toContain("s3cret");
    await eject(service);
    const separate = { Image, UserName: "joe", Password: "s3cret" };
    expect((await insert(service, separate)).statusCode).toBe(204);
  });

  test("credentials do not follow a redirect to another server", async () => {
    await using service = await redfishService();
    const seen: unknown[] = [];
    await using other = await imageServer({
      "/a.iso": ({ headers }, response) => {
        seen.push(headers.authorization);
        response.end(iso);
      },
    });
    await using server = await imageServer({
      "/a.iso": (_, response) => response.writeHead(307, { location: `${other.url}/a.iso` }).end(),
    });
    const body = { Image: `${server.url}/a.iso`, UserName: "joe", Password: "s3cret" };
    expect((await insert(service, body)).statusCode).toBe(204);
    expect(seen).toEqual([undefined]);
  });

  test("a certificate that nobody vouches for, until it need not be checked", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a.iso": iso }, service.certificate.value);
    const body = { Image: `${server.url}/a.iso` };
    await isRefused(service, body, 400, "CouldNotEstablishConnection", /certificate/);
    expect((await service.request("PATCH", cd, { VerifyCertificate: false })).statusCode).toBe(200);
    expect((await insert(service, body)).statusCode).toBe(204);
    expect((await service.get(cd)).json().TransferProtocolType).toBe("HTTPS");
  });

  test("a CD that is to be written to", async () => {
    await using service = await redfishService();
    const body = { Image: "http://192.0.2.1/a.iso", WriteProtected: false };
    await isRefused(service, body, 400, "ActionParameterValueNotInList", /cannot be written/);
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
