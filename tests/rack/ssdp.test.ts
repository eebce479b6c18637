import fc from "fast-check";
import { expect, test } from "vitest";
import { heardIn, search } from "../../server/rack/ssdp.ts";
import { alive, byebye, searchAnswer, searchIn } from "../../server/redfish/discovery/ssdp-messages.ts";

const uuid = "92384634-2938-2342-8820-489239905423";
const announced = { uuid, minorVersion: "20" };
const url = "https://192.0.2.7:8443/redfish/v1/";
const answer = searchAnswer(announced, url);

test("its search is one that our own BMCs answer", () => {
  expect(searchIn(search, announced)).toEqual({ maximumWait: 1 });
});

test.each([answer, alive(announced, url)])("hears of a service in %j", text => {
  expect(heardIn(text)).toEqual({ kind: "alive", uuid, url });
});

test("hears that a service goes", () => {
  expect(heardIn(byebye(announced))).toEqual({ kind: "byebye", uuid });
});

test.each([
  search,
  answer.replace("200 OK", "404 Not Found"),
  answer.replaceAll("redfish-rest:1", "redfish-rest:2"),
  answer.replaceAll("redfish-rest:1", "other:1"),
  answer.replace(uuid, "router"),
  alive(announced, url).replace("ssdp:alive", "ssdp:update"),
  `${answer}${"x".repeat(4096)}`,
])("takes no service from %j", text => {
  expect(heardIn(text)).toBeUndefined();
});

const line = fc.oneof(
  fc.string(),
  fc.constantFrom(...answer.split("\r\n"), ...alive(announced, url).split("\r\n")),
);

test("lives through any datagram, and what it hears is a UUID and nothing else", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 50 }), lines => {
      const heard = heardIn(lines.join("\r\n"));
      if (heard) expect(heard.uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }),
  );
});
