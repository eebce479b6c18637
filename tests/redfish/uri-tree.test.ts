import fc from "fast-check";
import { expect, test } from "vitest";
import { UriTree } from "../../server/redfish/uri-tree.ts";

const tree = (...templates: readonly string[]): UriTree<string> => {
  const all = new UriTree<string>();
  for (const template of templates) all.add(template, template);
  return all;
};

const system = "/redfish/v1/Systems/:ComputerSystemId";
const boot = `${system}/BootOptions/:BootOptionId`;

test.each([
  ["/redfish/v1/Systems/1", system, { ComputerSystemId: "1" }],
  ["/redfish/v1/Systems/1/", system, { ComputerSystemId: "1" }],
  ["/redfish/v1/%53ystems/%31", system, { ComputerSystemId: "1" }],
  ["/redfish/v1/Systems/a%2Fb%25", system, { ComputerSystemId: "a/b%" }],
  ["/redfish/v1/Systems/1/BootOptions/2", boot, { ComputerSystemId: "1", BootOptionId: "2" }],
  ["/redfish/v1/Systems/constructor", system, { ComputerSystemId: "constructor" }],
])("%s is %s", (uri, value, parameters) => {
  expect(tree(system, boot).find(uri)).toEqual({ value, parameters });
});

test.each([
  "",
  "/",
  "/redfish/v1",
  "/redfish/v1/Systems",
  "/redfish/v1/Systems/",
  "/redfish/v1/Systems//",
  "/redfish/v1//Systems/1",
  "/redfish/v1/systems/1",
  "/redfish/v1/Systems/1//",
  "/redfish/v1/Systems/1/BootOptions",
  "/redfish/v1/Systems/1/constructor/2",
  "/redfish/v1/Systems/%",
  "/redfish/v1/Systems/%ff",
])("nothing stands at %s", uri => {
  expect(tree(system, boot).find(uri)).toBeUndefined();
});

test("a segment's own name comes before one that varies, which takes what goes on otherwise", () => {
  const all = tree("/Accounts/Members", "/Accounts/:AccountId", "/Accounts/:Owner/Keys/:KeyId");
  expect(all.find("/Accounts/Members")?.value).toBe("/Accounts/Members");
  expect(all.find("/Accounts/2")?.parameters).toEqual({ AccountId: "2" });
  expect(all.find("/Accounts/Members/Keys/3")?.parameters).toEqual({ Owner: "Members", KeyId: "3" });
});

test("whatever a segment is, it comes back as it was written", () => {
  const ids = fc.tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }));
  fc.assert(
    fc.property(ids, ([ComputerSystemId, BootOptionId]) => {
      const uri = `/redfish/v1/Systems/${encodeURIComponent(ComputerSystemId)}/BootOptions/${encodeURIComponent(BootOptionId)}`;
      expect(tree(system, boot).find(uri)?.parameters).toEqual({ ComputerSystemId, BootOptionId });
    }),
  );
});

test("no text is too strange to be looked up", () => {
  fc.assert(
    fc.property(fc.string(), uri => {
      expect(tree(system, boot).find(uri)).toBeUndefined();
    }),
  );
});
