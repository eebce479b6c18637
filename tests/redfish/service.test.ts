import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { describe, expect, test } from "vitest";
import { secureBootVariables as variablesOf } from "../../server/qemu/uefi/secure-boot-variables.ts";
import type { Resource } from "../../server/redfish/resource.ts";
import { resources } from "../../server/redfish/resources/index.ts";
import { hardware } from "../support/hardware.ts";
import { machineVariables } from "../support/uefi-firmware.ts";
import { redfishService } from "./redfish-service.ts";

/** Those of a machine that has never been started. */
const secureBootVariables = variablesOf(machineVariables(join(tmpdir(), "no-such-folder")));

/** Every URI that can be reached from the service root by its links. */
async function crawl(get: (url: string) => Promise<{ statusCode: number; json(): unknown }>) {
  const bodies = new Map<string, Record<string, unknown>>();
  const open = ["/redfish/v1/"];
  for (let url = open.pop(); url !== undefined; url = open.pop()) {
    if (bodies.has(url)) continue;
    const answer = await get(url);
    expect([url, answer.statusCode]).toEqual([url, 200]);
    const body = answer.json() as Record<string, unknown>;
    bodies.set(url, body);
    // What stands behind a # is a part of the resource itself.
    const links = JSON.stringify(body).matchAll(/"@odata\.id":"([^"#]+)/g);
    open.push(...[...links].map(([, link]) => link ?? ""));
  }
  return bodies;
}

describe("the data model", () => {
  test("has no dead link, and every resource can be reached from the root", async () => {
    await using service = await redfishService({ secureBootVariables });
    service.hypervisor.showHardware(hardware);
    const { headers } = await service.request("POST", "/redfish/v1/SessionService/Sessions", {
      UserName: "admin",
      Password: "kX9-vulpine",
    });
    service.tasks.run({ name: "Short", origin: { via: "test" }, work: async () => {} });
    const subscription = { Destination: "http://127.0.0.1:9/events", Protocol: "Redfish" };
    await service.request("POST", "/redfish/v1/EventService/Subscriptions", subscription);
    await service.imageUploads.begin({ name: "a.iso", size: 4096 }, { via: "test" });
    const bodies = await crawl(service.get);
    expect(bodies.has(`${headers.location}`)).toBe(true);
    const types = [...bodies.values()].map(body => body["@odata.type"]);
    for (const { type } of resources) expect(types).toContain(`#${type}`);
  });

  test("gives what the declarations say and nothing besides, off and on", async () => {
    await using service = await redfishService({ secureBootVariables });
    service.hypervisor.showHardware(hardware);
    for (const _ of ["off", "on"]) {
      for (const [url, body] of await crawl(service.get)) {
        const resource = resources.find(({ uri }) => isAt(uri, url));
        if (resource) expect(undeclared(resource, body)).toEqual([]);
      }
      await service.machine.power("on", { via: "test" });
    }
  });

  test("gives a resource's last URI segment as its Id", async () => {
    await using service = await redfishService({ secureBootVariables });
    for (const [url, { Id }] of await crawl(service.get)) {
      if (Id !== undefined && Id !== "RootService") expect(url.split("/").at(-1)).toBe(Id);
    }
  });
});

/** @param uri with ":Name" for the segments that vary */
function isAt(uri: string, url: string): boolean {
  return new RegExp(`^${uri.replace(/:\w+/g, "[^/]+")}$`).test(url);
}

function undeclared({ properties }: Resource, body: Record<string, unknown>): unknown[] {
  const validator = Compile(Type.Object(properties));
  const names = Object.keys(body).filter(name => !name.includes("@") && name !== "Actions");
  return [...names.filter(name => !Object.hasOwn(properties, name)), ...validator.Errors(body)];
}

describe("$metadata", () => {
  test("refers to the schema of every type in use", async () => {
    await using service = await redfishService({ secureBootVariables });
    const metadata = (await service.get("/redfish/v1/$metadata")).body;
    for (const body of (await crawl(service.get)).values()) {
      const type = `${body["@odata.type"]}`.slice(1);
      expect(metadata).toContain(`<edmx:Include Namespace="${type.slice(0, type.lastIndexOf("."))}"/>`);
    }
  });

  test("refers to our own schema, which defines the type of our own properties", async () => {
    await using service = await redfishService({ secureBootVariables });
    const metadata = (await service.get("/redfish/v1/$metadata")).body;
    const uris = [...metadata.matchAll(/Uri="(\/redfish\/v1\/[^"]+)"/g)].map(([, uri = ""]) => uri);
    const answers = await Promise.all(uris.map(uri => service.get(uri)));
    for (const { headers } of answers) expect(headers["content-type"]).toContain("application/xml");
    const schemas = answers.map(({ body }) => body).join("");
    expect(schemas).toContain('<ComplexType Name="ComputerSystem" BaseType="Resource.OemObject">');
    expect(schemas).toContain('<Property Name="SHA256" Type="Edm.String"');
  });
});

describe("beside other routes of the same server", () => {
  test.each([{}, { routerOptions: { ignoreTrailingSlash: true } }])(
    "%j: they answer as before",
    async options => {
      await using service = await redfishService({}, options);
      service.app.get("/other", () => "here");
      service.app.post("/echo", request => ({ type: typeof request.body }));
      expect((await service.app.inject("/other")).body).toBe("here");
      const missing = await service.app.inject("/missing");
      expect([missing.statusCode, missing.json().error]).toEqual([404, "Not Found"]);
      expect(missing.headers["odata-version"]).toBeUndefined();
      const echo = await service.app.inject({ method: "POST", url: "/echo", payload: { a: 1 } });
      expect(echo.json()).toEqual({ type: "object" });
      expect((await service.get("/redfish/v1/")).statusCode).toBe(200);
      expect((await service.get("/redfish/v1")).statusCode).toBe(200);
    },
  );
});

describe("whatever JSON is sent", () => {
  const known = fc.constantFrom(
    "Boot",
    "BootSourceOverrideTarget",
    "BootSourceOverrideEnabled",
    "PowerRestorePolicy",
    "LocationIndicatorActive",
    "ResetType",
    "UserName",
    "Password",
    "__proto__",
    "constructor",
    "toString",
    "@odata.id",
  );
  const value = fc.letrec(tie => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("Once", "Pxe", "Disabled", "Nmi", "AlwaysOn", "admin", null, true),
      fc.string(),
      fc.double(),
      fc.array(tie("any")),
      fc
        .array(fc.tuple(fc.oneof(known, fc.string()), tie("any")))
        .map(entries => Object.fromEntries(entries)),
    ),
  })).any;
  const requests = fc.constantFrom(
    ["PATCH", "/redfish/v1/Systems/1"],
    ["PATCH", "/redfish/v1/Chassis/1"],
    ["POST", "/redfish/v1/Systems/1/Actions/ComputerSystem.Reset"],
    ["POST", "/redfish/v1/SessionService/Sessions"],
    ["POST", "/redfish/v1/SessionService"],
    ["DELETE", "/redfish/v1/Managers/1"],
  ) as fc.Arbitrary<["PATCH" | "POST" | "DELETE", string]>;

  test("the answer is a success or an error of the client in Redfish's form, never a 500", async () => {
    await using service = await redfishService({ secureBootVariables });
    await fc.assert(
      fc.asyncProperty(requests, value, async ([method, url], body) => {
        const answer = await service.request(method, url, JSON.stringify(body), {
          "content-type": "application/json",
        });
        expect(answer.statusCode).toBeLessThan(500);
        if (answer.statusCode >= 400) {
          const messages = answer.json().error["@Message.ExtendedInfo"];
          expect(messages.length).toBeGreaterThan(0);
          for (const { MessageId } of messages) expect(MessageId).toMatch(/^Base\.1\.22\.\w+$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a deep and a long body are answered, too", async () => {
    await using service = await redfishService({ secureBootVariables });
    const depth = 200_000;
    const deep = `{"Boot":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    const long = JSON.stringify({ ["x".repeat(500_000)]: "y".repeat(500_000) });
    for (const payload of [deep, long]) {
      const answer = await service.request("PATCH", "/redfish/v1/Systems/1", payload);
      expect(answer.statusCode).toBe(400);
      expect(answer.body.length).toBeLessThan(5000);
    }
  });
});
