import fc from "fast-check";
import { expect, test } from "vitest";
import { serviceAddress } from "../../server/rack/service-address.ts";

const from = "192.0.2.7";

test.each([
  ["https://192.0.2.7/redfish/v1/", "https://192.0.2.7"],
  ["https://192.0.2.7:8443/redfish/v1", "https://192.0.2.7:8443"],
  ["http://192.0.2.7:8000/redfish/v1/", "http://192.0.2.7:8000"],
])("takes %s", (url, origin) => {
  expect(serviceAddress(url, from)).toEqual({ origin, address: from });
});

test.each([
  "https://192.0.2.8/redfish/v1/",
  "https://localhost/redfish/v1/",
  "https://192.0.2.7@127.0.0.1/redfish/v1/",
  "https://admin:secret@192.0.2.7/redfish/v1/",
  "https://192.0.2.7/redfish/v1/Systems/1/Actions/ComputerSystem.Reset",
  "https://192.0.2.7/redfish/v1/../../admin",
  "https://192.0.2.7/redfish/v1/?x=1",
  "ftp://192.0.2.7/redfish/v1/",
  "file:///redfish/v1/",
  "",
])("refuses %j", url => {
  expect(serviceAddress(url, from)).toBeUndefined();
});

test("nothing that is told leads to another host than the one that tells it", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl()), url => {
      const found = serviceAddress(url, from);
      if (found) expect(URL.parse(found.origin)?.hostname).toBe(from);
    }),
  );
});
