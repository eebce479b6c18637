import fc from "fast-check";
import { expect, test } from "vitest";
import { alive, byebye, searchAnswer, searchIn } from "../../../server/redfish/discovery/ssdp-messages.ts";

const announced = { uuid: "92384634-2938-2342-8820-489239905423", minorVersion: "20" };
const url = "https://192.0.2.7/redfish/v1/";
const search = (st: string, mx = "3") =>
  `M-SEARCH * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\nMan: "ssdp:discover"\r\nST: ${st}\r\nMX: ${mx}\r\n\r\n`;

test.each(["ssdp:all", "urn:dmtf-org:service:redfish-rest:1", "urn:dmtf-org:service:redfish-rest:1:20"])(
  "hears a search for %s",
  st => {
    expect(searchIn(search(st), announced)).toEqual({ maximumWait: 3 });
  },
);

test.each([
  search("upnp:rootdevice"),
  search("urn:dmtf-org:service:redfish-rest:2"),
  search("ssdp:all").replace("ssdp:discover", "ssdp:other"),
  search("ssdp:all").replace("M-SEARCH", "NOTIFY"),
  alive(announced, url),
])("does not answer %j", text => {
  expect(searchIn(text, announced)).toBeUndefined();
});

test("nobody can make it wait for longer than 5 s, or for nothing at all", () => {
  fc.assert(
    fc.property(fc.string(), mx => {
      const { maximumWait = -1 } =
        searchIn(search("ssdp:all", mx.replaceAll(/[\r\n]/g, "")), announced) ?? {};
      expect(maximumWait).toBeGreaterThanOrEqual(0);
      expect(maximumWait).toBeLessThanOrEqual(5);
    }),
  );
});

test("lives through any datagram", () => {
  fc.assert(fc.property(fc.string(), text => void searchIn(text, announced)));
});

test("answers and announcements name the service root and the BMC's UUID", () => {
  const usn = `USN: uuid:${announced.uuid}::urn:dmtf-org:service:redfish-rest:1:20\r\n`;
  for (const text of [searchAnswer(announced, url), alive(announced, url)]) {
    expect(text).toContain(`AL: ${url}\r\n`);
    expect(text).toContain("CACHE-CONTROL: max-age=1800\r\n");
    expect(text).toContain(usn);
    expect(text).toMatch(/\r\n\r\n$/);
  }
  expect(searchAnswer(announced, url)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(byebye(announced)).toContain("NTS: ssdp:byebye\r\n");
});
