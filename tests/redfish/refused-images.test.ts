import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { imageServer } from "../support/image-server.ts";
import { cd, eject, insert, iso, messagesOf, type Service } from "./media-requests.ts";
import { redfishService } from "./redfish-service.ts";

/** Refused, with a message of this name, about this property; and the slot is empty as before. */
async function isRefused(service: Service, body: object, status: number, name: string, cause: RegExp) {
  const answer = await insert(service, body);
  expect([answer.statusCode, answer.body]).toEqual([status, expect.stringContaining(`Base.1.22.${name}`)]);
  expect(messagesOf(answer)[0]?.Message).toMatch(cause);
  expect((await service.get(cd)).json()).toMatchObject({ Image: null, Inserted: false });
  expect(service.hypervisor.media.size).toBe(0);
  expect(readdirSync(service.mediaFolder)).toEqual([]);
}

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
