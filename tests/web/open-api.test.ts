import { describe, expect, it } from "vitest";
import { openApi } from "../../server/redfish/openapi.ts";
import { isWhole, matchOf, type OpenApi, operationsOf, uriOf } from "../../web/redfish/open-api.ts";
import { exampleOf, typeWords } from "../../web/redfish/schema-words.ts";

const document = JSON.parse(JSON.stringify(openApi())) as OpenApi;
const operations = operationsOf(document);
const { schemas } = document.components;

describe("the service's description, as the explorer reads it", () => {
  it("has every operation with its privilege and its body", () => {
    const reset = operations.find(({ path }) => path.endsWith("/ComputerSystem.Reset"));
    expect(reset).toMatchObject({
      group: "ComputerSystem",
      method: "POST",
      parameters: ["ComputerSystemId"],
      privilege: "ConfigureComponents",
    });
    expect(exampleOf(reset?.request ?? {}, schemas)).toHaveProperty("ResetType");
    expect(operations.length).toBeGreaterThan(100);
  });

  it("gives an example and a type in words for every body", () => {
    for (const { request } of operations) {
      if (!request) continue;
      expect(() => JSON.stringify(exampleOf(request, schemas))).not.toThrow();
      expect(typeWords(request, schemas)).not.toBe("");
    }
  });

  it.each([
    ["/redfish/v1", "/redfish/v1/", {}],
    ["/redfish/v1/Systems/1", "/redfish/v1/Systems/{ComputerSystemId}", { ComputerSystemId: "1" }],
    [
      "/redfish/v1/Systems/1?$select=Name",
      "/redfish/v1/Systems/{ComputerSystemId}",
      { ComputerSystemId: "1" },
    ],
    ["/redfish/v1/Systems/{ComputerSystemId}", "/redfish/v1/Systems/{ComputerSystemId}", {}],
  ])("finds the operation behind %s", (uri, path, values) => {
    const match = matchOf(operations, "GET", uri);
    expect(match?.operation.path).toBe(path);
    expect(match?.values).toEqual(values);
  });

  it("knows no operation for an address of nobody", () => {
    expect(matchOf(operations, "GET", "/redfish/v1/Nothing")).toBeUndefined();
    expect(matchOf(operations, "DELETE", "/redfish/v1/Systems/1")).toBeUndefined();
  });

  it("fills in parameters, and says when some are missing", () => {
    const path = "/redfish/v1/Systems/{ComputerSystemId}/VirtualMedia/{VirtualMediaId}";
    expect(uriOf(path, { ComputerSystemId: "a/b", VirtualMediaId: "Cd1" })).toBe(
      "/redfish/v1/Systems/a%2Fb/VirtualMedia/Cd1",
    );
    expect(isWhole(uriOf(path, { ComputerSystemId: "1" }))).toBe(false);
  });
});
