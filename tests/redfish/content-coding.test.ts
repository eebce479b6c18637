import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { preferredCoding } from "../../server/redfish/content-coding.ts";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
type Service = Awaited<ReturnType<typeof redfishService>>;
const getCoded = ({ get }: Service, url: string, coding: string) => get(url, { "accept-encoding": coding });

describe("the preferred coding", () => {
  test.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip, deflate", "gzip"],
    ["GZIP", "gzip"],
    ["br;q=0.5, gzip", "gzip"],
    ["br; q=0, *", "gzip"],
    ["*", "br"],
    ["identity", undefined],
    ["gzip;q=0.5, identity", undefined],
    ["gzip;q=0", undefined],
    ["deflate, zstd", undefined],
    ["gzip;q=much, ;;, =", undefined],
    ["", undefined],
  ])("of %j is %s", (header, coding) => {
    expect(preferredCoding(header)).toBe(coding);
  });
});

describe("a GET", () => {
  test.each([
    ["gzip", gunzipSync],
    ["br", brotliDecompressSync],
  ])("is answered in %s with the same ETag and, unpacked, the same text", async (coding, unpack) => {
    await using service = await redfishService();
    const [plain, coded] = [await service.get(system), await getCoded(service, system, coding)];
    expect(coded.headers).toMatchObject({ "content-encoding": coding, etag: plain.headers.etag });
    expect(coded.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
    expect(`${unpack(coded.rawPayload)}`).toBe(plain.body);
  });

  test("tells caches that the answer depends on Accept-Encoding, compressed or not", async () => {
    await using service = await redfishService();
    for (const coding of ["gzip", "identity"]) {
      expect((await getCoded(service, system, coding)).headers.vary).toBe("accept-encoding");
    }
  });

  test.each(["identity", "identity;q=1, gzip;q=0.1"])("with %s is answered as it is", async coding => {
    await using service = await redfishService();
    const answer = await getCoded(service, system, coding);
    expect(answer.headers["content-encoding"]).toBeUndefined();
    expect(answer.json().Id).toBe("1");
  });

  test("of little is not compressed", async () => {
    await using service = await redfishService();
    expect((await getCoded(service, "/redfish", "gzip")).headers["content-encoding"]).toBeUndefined();
  });

  test("shows what has changed since it was last compressed", async () => {
    await using service = await redfishService();
    const tag = async () => JSON.parse(`${gunzipSync((await getCoded(service, system, "gzip")).rawPayload)}`);
    expect((await tag()).LocationIndicatorActive).toBe(false);
    await service.request("PATCH", system, { LocationIndicatorActive: true });
    expect((await tag()).LocationIndicatorActive).toBe(true);
  });

  test("with a query is compressed, too", async () => {
    await using service = await redfishService();
    const answer = await getCoded(service, "/redfish/v1/Chassis/1/Sensors?$expand=.", "gzip");
    expect(JSON.parse(`${gunzipSync(answer.rawPayload)}`).Members[0].Reading).toBeDefined();
  });

  test("of the metadata document is compressed, too", async () => {
    await using service = await redfishService();
    const answer = await getCoded(service, "/redfish/v1/$metadata", "br");
    expect(`${brotliDecompressSync(answer.rawPayload)}`).toContain("<edmx:Edmx");
  });
});

test("HEAD has the headers that a GET with the same Accept-Encoding has", async () => {
  await using service = await redfishService();
  const headers = { "accept-encoding": "gzip" };
  const head = await service.request("HEAD", system, undefined, headers);
  const get = await getCoded(service, system, "gzip");
  for (const name of ["content-encoding", "content-length", "etag"]) {
    expect(head.headers[name]).toBe(get.headers[name]);
  }
});

test("the event stream is not compressed", async () => {
  await using service = await redfishService();
  const { ServerSentEventUri: url } = (await service.get("/redfish/v1/EventService")).json();
  const answer = await service.app.inject({
    url,
    headers: { ...service.as("admin"), "accept-encoding": "gzip" },
    payloadAsStream: true,
  });
  expect(answer.headers["content-encoding"]).toBeUndefined();
  answer.stream().destroy();
});
