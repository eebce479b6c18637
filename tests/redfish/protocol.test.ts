import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
const target = `${system}/Actions/ComputerSystem.Reset`;

describe("every answer", () => {
  test.each(["/redfish/v1/", system, "/redfish/v1/none", "/redfish/v1/$metadata"])(
    "of %s carries OData-Version and may not be stored",
    async url => {
      await using service = await redfishService();
      const { headers } = await service.get(url);
      expect(headers).toMatchObject({ "odata-version": "4.0", "cache-control": "no-store" });
    },
  );

  test("of a resource names its schema, in the version of its type, and the methods that it has", async () => {
    await using service = await redfishService();
    const answer = await service.get(system);
    const [type] = answer.json()["@odata.type"].slice(1).split(".ComputerSystem");
    expect(answer.headers.link).toBe(`<http://redfish.dmtf.org/schemas/v1/${type}.json>; rel=describedby`);
    expect(answer.headers.allow).toBe("GET, HEAD, PATCH");
  });
});

describe("URIs", () => {
  test.each(["/redfish", "/redfish/v1", system, "/redfish/v1/SessionService/Sessions"])(
    "%s gives the same with a slash behind it",
    async url => {
      await using service = await redfishService();
      const [without, withSlash] = [await service.get(url), await service.get(`${url}/`)];
      expect(withSlash.statusCode).toBe(200);
      expect(withSlash.body).toBe(without.body);
    },
  );

  test("an action can be had with a slash behind it", async () => {
    await using service = await redfishService();
    expect((await service.request("POST", `${target}/`, { ResetType: "On" })).statusCode).toBe(204);
  });

  test("may be asked for with the host before them, as by a proxy", async () => {
    await using service = await redfishService();
    await service.app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = service.app.server.address() as AddressInfo;
    for (const [path, status] of [
      ["http://bmc.example/redfish/v1/", 200],
      [`http://bmc.example${system}?only`, 401],
      ["http://bmc.example/redfish", 200],
    ] as const) {
      const asked = request({ port, host: "127.0.0.1", path, agent: false }).end();
      const [answer] = (await once(asked, "response")) as [IncomingMessage];
      answer.resume();
      expect(answer.statusCode).toBe(status);
    }
  });

  test("the version document is the one that DSP0266 asks for", async () => {
    await using service = await redfishService();
    expect((await service.get("/redfish")).json()).toEqual({ v1: "/redfish/v1/" });
  });

  test.each([
    "/redfish/v1/Systems/2",
    "/redfish/v1/Nothing",
    "/redfish/v1/Systems/1/Nothing/",
    "/redfish/v2",
  ])("%s is missing", async url => {
    await using service = await redfishService();
    const answer = await service.get(url);
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, "Base.1.22.ResourceMissingAtURI"]);
  });

  test("a system that does not exist has no action either", async () => {
    await using service = await redfishService();
    const url = target.replace("Systems/1", "Systems/2");
    expect((await service.request("POST", url, { ResetType: "On" })).statusCode).toBe(404);
  });
});

describe("methods", () => {
  test.each([
    ["POST", "/redfish/v1/", "GET, HEAD"],
    ["DELETE", system, "GET, HEAD, PATCH"],
    ["PUT", system, "GET, HEAD, PATCH"],
    ["GET", target, "POST"],
    ["PATCH", "/redfish/v1/SessionService/Sessions", "GET, HEAD, POST"],
    ["POST", "/redfish/v1/$metadata", "GET, HEAD"],
  ] as const)("%s of %s is 405 and the answer tells what is allowed", async (method, url, allow) => {
    await using service = await redfishService();
    const answer = await service.request(method, url);
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow]);
    expect(answer.json().error.code).toBe("Base.1.22.OperationNotAllowed");
  });

  test("HEAD has the headers of GET and no body", async () => {
    await using service = await redfishService();
    const [get, head] = [await service.get(system), await service.request("HEAD", system)];
    expect(head.statusCode).toBe(200);
    expect(head.body).toBe("");
    for (const name of ["etag", "allow", "link", "content-type", "content-length"]) {
      expect(head.headers[name]).toBe(get.headers[name]);
    }
  });

  test("a method that Redfish has no use for at all is 501", async () => {
    await using service = await redfishService();
    const options = { method: "PROPFIND" as "GET", url: system, headers: service.as("admin") };
    expect((await service.app.inject(options)).statusCode).toBe(501);
  });

  test("GET may carry a body", async () => {
    await using service = await redfishService();
    const answer = await service.request("GET", system, {}, { "content-type": "application/json" });
    expect(answer.statusCode).toBe(200);
  });
});

describe("bodies", () => {
  const post = async (payload: string, headers: Record<string, string> = {}) => {
    await using service = await redfishService();
    return await service.request("POST", target, payload, headers);
  };
  const on = '{"ResetType":"On"}';

  test.each([
    "application/json",
    "application/json;charset=utf-8",
    "application/json; odata.metadata=minimal",
    "application/x-www-form-urlencoded",
  ])("are JSON when they are called %s", async type => {
    expect((await post(on, { "content-type": type })).statusCode).toBe(204);
  });

  test("are JSON when they are called nothing", async () => {
    expect((await post(on)).statusCode).toBe(204);
  });

  test("may be empty though a type is announced: a parameter is missing then, not a body", async () => {
    const answer = await post("", { "content-type": "application/json" });
    expect(answer.json().error.code).toBe("Base.1.22.ActionParameterMissing");
  });

  test.each([
    ["{", "Base.1.22.MalformedJSON"],
    ["ResetType=On", "Base.1.22.MalformedJSON"],
    ["[1,2]", "Base.1.22.UnrecognizedRequestBody"],
    ['"On"', "Base.1.22.UnrecognizedRequestBody"],
    ["null", "Base.1.22.UnrecognizedRequestBody"],
  ])("%s is refused with 400", async (payload, code) => {
    const answer = await post(payload, { "content-type": "application/json" });
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, code]);
  });

  test("of another type are refused with 415", async () => {
    expect((await post("<On/>", { "content-type": "text/xml" })).statusCode).toBe(415);
  });

  test("of more than a mebibyte are refused with 413", async () => {
    const answer = await post(JSON.stringify({ ResetType: "x".repeat(1024 * 1024) }), {
      "content-type": "application/json",
    });
    expect([answer.statusCode, answer.json().error.code]).toEqual([413, "Base.1.22.PayloadTooLarge"]);
    // Who is cut off in the middle of it would not see that.
    expect(answer.headers.connection).not.toBe("close");
  });
});

describe("headers and queries", () => {
  test.each([
    ["4.0", 200],
    ["4.1", 412],
  ])("OData-Version %s gives %i", async (version, status) => {
    await using service = await redfishService();
    expect((await service.get(system, { "odata-version": version })).statusCode).toBe(status);
  });

  test.each([
    ["?anything=1", 200],
    ["?%24select=Id", 200],
    ["?%24compute=Id", 501],
  ])("a query of %s gives %i", async (query, status) => {
    await using service = await redfishService();
    expect((await service.get(`${system}${query}`)).statusCode).toBe(status);
  });
});

describe("ETag", () => {
  const change = { LocationIndicatorActive: true };

  test("is strong, quoted and the same in header and body", async () => {
    await using service = await redfishService();
    const answer = await service.get(system);
    expect(answer.headers.etag).toMatch(/^"[^"]+"$/);
    expect(answer.json()["@odata.etag"]).toBe(answer.headers.etag);
  });

  test("is only on resources that have something to set", async () => {
    await using service = await redfishService();
    expect((await service.get("/redfish/v1/")).headers.etag).toBeUndefined();
  });

  test.each([
    ["as it is", (etag: string) => etag],
    ["as a weak one", (etag: string) => `W/${etag}`],
    ["without quotes", (etag: string) => etag.slice(1, -1)],
    ["in a list", (etag: string) => `"other", ${etag}`],
    ["as *", () => "*"],
  ])("lets a PATCH through when it comes back %s", async (_, written) => {
    await using service = await redfishService();
    const { etag } = (await service.get(system)).headers;
    const answer = await service.request("PATCH", system, change, { "if-match": written(`${etag}`) });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.etag).not.toBe(etag);
  });

  test("stops a PATCH by somebody who has not seen the latest change", async () => {
    await using service = await redfishService();
    const { etag } = (await service.get(system)).headers;
    await service.request("PATCH", system, { PowerRestorePolicy: "AlwaysOn" });
    const answer = await service.request("PATCH", system, change, { "if-match": `${etag}` });
    expect([answer.statusCode, answer.json().error.code]).toEqual([412, "Base.1.22.PreconditionFailed"]);
    expect(service.machine.identify.on).toBe(false);
  });

  test("does not stop a PATCH because the power state has changed meanwhile", async () => {
    await using service = await redfishService();
    const { etag } = (await service.get(system)).headers;
    await service.request("POST", target, { ResetType: "On" });
    const answer = await service.request("PATCH", system, change, { "if-match": `${etag}` });
    expect(answer.statusCode).toBe(200);
  });

  test("saves sending what the client has, but never hides a new power state", async () => {
    await using service = await redfishService();
    const ifNoneMatch = { "if-none-match": `${(await service.get(system)).headers.etag}` };
    const unchanged = await service.get(system, ifNoneMatch);
    expect([unchanged.statusCode, unchanged.body]).toEqual([304, ""]);
    await service.request("POST", target, { ResetType: "On" });
    const changed = await service.get(system, ifNoneMatch);
    expect([changed.statusCode, changed.json().PowerState]).toEqual([200, "On"]);
  });
});
