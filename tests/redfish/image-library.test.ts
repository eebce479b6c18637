import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { imageServer } from "../support/image-server.ts";
import {
  cause,
  cd,
  images,
  insert,
  iso,
  origin,
  type Service,
  sha256,
  stored,
  usb,
} from "./media-requests.ts";
import { redfishService } from "./redfish-service.ts";

const manager = "/redfish/v1/Managers/1";

describe("an image of the library", () => {
  test("is inserted by its URI, shows its slot, and stays when it is ejected", async () => {
    await using service = await redfishService();
    const uri = await stored(service, "a.iso");
    expect((await insert(service, { Image: uri })).statusCode).toBe(204);
    expect((await service.get(cd)).json()).toMatchObject({
      ...{ Image: uri, ImageName: "a.iso", Inserted: true, ConnectedVia: "URI" },
      ...{ TransferProtocolType: null, TransferMethod: null },
    });
    expect(readFileSync(service.hypervisor.fileIn("Cd1"))).toEqual(iso);
    expect((await service.get(uri)).json().VirtualMedia).toEqual([{ "@odata.id": cd }]);
    const refused = await service.request("DELETE", uri);
    expect([refused.statusCode, cause(refused)]).toEqual([409, expect.stringContaining("eject it first")]);
    await service.request("POST", `${cd}/Actions/VirtualMedia.EjectMedia`);
    expect((await service.get(uri)).json().VirtualMedia).toEqual([]);
    expect((await service.request("DELETE", uri)).statusCode).toBe(204);
    expect(readdirSync(service.mediaFolder)).toEqual([]);
  });

  test("is renamed", async () => {
    await using service = await redfishService();
    const uri = await stored(service, "a.iso");
    const renamed = await service.request("PATCH", uri, { FileName: "Rescue.iso" });
    expect([renamed.statusCode, renamed.json().Name]).toEqual([200, "Rescue.iso"]);
    expect((await service.request("PATCH", uri, { FileName: "" })).statusCode).toBe(400);
    expect((await service.request("PATCH", uri, { SHA256: "x" })).statusCode).toBe(400);
  });

  test("that a guest may have written to has no checksum, and is in no other slot meanwhile", async () => {
    await using service = await redfishService();
    const uri = await stored(service, "stick.img", Buffer.alloc(4096));
    expect((await insert(service, { Image: uri, WriteProtected: false }, usb)).statusCode).toBe(204);
    const image = (await service.get(uri)).json();
    expect([image.Written, image.SHA256]).toEqual([true, undefined]);
    expect((await insert(service, { Image: uri })).statusCode).toBe(409);
  });

  test("that there is not is refused, and the slot stays empty", async () => {
    await using service = await redfishService();
    const answer = await insert(service, { Image: `${images}/none` });
    expect([answer.statusCode, cause(answer)]).toEqual([400, expect.stringContaining("no such image")]);
    expect((await service.get(cd)).json().Inserted).toBe(false);
  });

  test("that InsertMedia fetched makes room for newer ones; one that was imported stays", async () => {
    await using service = await redfishService();
    const names = Array.from({ length: 12 }, (_, n) => `/${n}.iso`);
    await using server = await imageServer(Object.fromEntries(names.map(name => [name, iso])));
    const importing = await service.request("POST", `${manager}/Actions/Oem/QemuBmc.ImportImage`, {
      Image: `${server.url}/0.iso`,
    });
    expect(importing.statusCode).toBe(202);
    await service.tasks.list[0]?.outcome;
    for (const name of names) {
      await insert(service, { Image: `${server.url}${name}` });
      await service.request("POST", `${cd}/Actions/VirtualMedia.EjectMedia`);
    }
    const kept = service.virtualMedia.imageLibrary.images.map(({ name }) => name);
    expect(kept).toEqual(["0.iso", ...["4", "5", "6", "7", "8", "9", "10", "11"].map(n => `${n}.iso`)]);
  });
});

describe("ImportImage", () => {
  test("answers at once with a task that tells how far it is, and can be cancelled", async () => {
    await using service = await redfishService();
    await using server = await imageServer({
      "/slow.iso": (_, response) => {
        response.writeHead(200, { "content-length": iso.length * 2 });
        response.write(iso);
      },
    });
    const answer = await service.request("POST", `${manager}/Actions/Oem/QemuBmc.ImportImage`, {
      Image: `${server.url}/slow.iso`,
    });
    expect([answer.statusCode, answer.json().Name]).toEqual([202, "Import image slow.iso"]);
    const task = `/redfish/v1/TaskService/Tasks/${answer.json().Id}`;
    await vi.waitFor(async () => expect((await service.get(task)).json().PercentComplete).toBe(50));
    expect((await service.request("DELETE", task)).statusCode).toBe(204);
    await vi.waitFor(() => expect(readdirSync(service.mediaFolder)).toEqual([]));
  });

  test("stores the image under the name that is given", async () => {
    await using service = await redfishService();
    await using server = await imageServer({ "/a.iso": iso });
    await service.request("POST", `${manager}/Actions/Oem/QemuBmc.ImportImage`, {
      ...{ Image: `${server.url}/a.iso`, FileName: "Debian.iso" },
    });
    await service.tasks.list[0]?.outcome;
    const [{ "@odata.id": uri }] = (await service.get(images)).json().Members;
    expect((await service.get(uri)).json()).toMatchObject({
      ...{ FileName: "Debian.iso", SourceURI: `${server.url}/a.iso`, SHA256: sha256(iso), Kept: true },
    });
  });

  test("refuses what is no address, and tells in its task what the server says", async () => {
    await using service = await redfishService();
    await using server = await imageServer({});
    const ask = (Image: string) =>
      service.request("POST", `${manager}/Actions/Oem/QemuBmc.ImportImage`, { Image });
    expect((await ask("ftp://192.0.2.1/a.iso")).statusCode).toBe(400);
    await ask(`${server.url}/none.iso`);
    await expect(service.tasks.list[0]?.outcome).rejects.toThrow(/HTTP 404/);
  });
});

describe("BootOnce", () => {
  const boot = (service: Service, body: object, slot = cd) =>
    service.request("POST", `${slot}/Actions/Oem/QemuBmc.BootOnce`, body);

  test("inserts, sets the override and starts the machine", async () => {
    await using service = await redfishService();
    const uri = await stored(service, "a.iso");
    expect((await boot(service, { Image: uri })).statusCode).toBe(204);
    expect((await service.get(cd)).json()).toMatchObject({ Image: uri, Inserted: true });
    expect(service.hypervisor.plans.at(0)?.target).toBe("cd");
    expect(service.hypervisor.calls).toContain("start");
  });

  test("resets a machine that is on, from what is in the slot already or from another image", async () => {
    await using service = await redfishService();
    await service.machine.power("on", origin);
    await insert(service, { Image: await stored(service, "a.img", Buffer.alloc(512)) }, usb);
    for (const body of [{}, { Image: await stored(service, "b.img", Buffer.alloc(512)) }]) {
      expect((await boot(service, body, usb)).statusCode).toBe(204);
      expect(service.hypervisor.calls.at(-1)).toBe("prepareBoot");
      expect(service.seen).toContainEqual({ name: "bootOverrideUsed", payload: { target: "usb" } });
    }
    expect((await service.get(usb)).json().ImageName).toBe("b.img");
    expect(service.hypervisor.calls.filter(call => call === "reset").length).toBe(2);
  });

  test.each(["setMedium", "prepareBoot", "start"])(
    "does nothing at all when %s fails: slot and override are as before",
    async call => {
      await using service = await redfishService();
      const before = await stored(service, "before.iso");
      await insert(service, { Image: before });
      const uri = await stored(service, "a.iso");
      service.hypervisor.fail(call);
      expect((await boot(service, { Image: uri })).statusCode).toBe(500);
      expect((await service.get(cd)).json()).toMatchObject({ Image: before, Inserted: true });
      expect(service.machine.bootOverride.enabled).toBe("disabled");
      expect(service.machine.powerState).toBe("off");
    },
  );

  test("refuses an empty slot, and an image that cannot be had", async () => {
    await using service = await redfishService();
    await using server = await imageServer({});
    expect((await boot(service, {})).statusCode).toBe(404);
    expect((await boot(service, { Image: `${server.url}/a.iso` })).statusCode).toBe(400);
    expect(service.machine.powerState).toBe("off");
    expect(service.machine.bootOverride.enabled).toBe("disabled");
  });
});
