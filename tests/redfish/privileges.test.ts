import { expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

/**
 * What DMTF's privilege registry (1.8.0) asks for: GET, PATCH, POST (actions or creation), DELETE. Where it has overrides
 * for the place at which a resource stands here, they are taken in.
 */
const registry: Readonly<Record<string, readonly (string | undefined)[]>> = {
  AccountService: ["Login", "ConfigureUsers"],
  Certificate: ["ConfigureManager"],
  CertificateCollection: ["ConfigureManager"],
  CertificateLocations: ["ConfigureManager"],
  CertificateService: ["Login", undefined, "ConfigureManager"],
  Chassis: ["Login", "ConfigureComponents", "ConfigureComponents"],
  ComputerSystem: ["Login", "ConfigureComponents", "ConfigureComponents"],
  EnvironmentMetrics: ["Login", "ConfigureManager"],
  EthernetInterface: ["Login", "ConfigureComponents"],
  JsonSchemaFile: ["Login"],
  LogEntry: ["Login", undefined, undefined, "ConfigureComponents"],
  LogService: ["Login", "ConfigureComponents", "ConfigureComponents"],
  Manager: ["Login", "ConfigureManager", "ConfigureManager"],
  // Its Password may be changed with ConfigureSelf (property override), and so may ChangePassword be used.
  ManagerAccount: [
    "ConfigureManager ConfigureUsers ConfigureSelf",
    "ConfigureUsers ConfigureSelf",
    "ConfigureUsers ConfigureSelf",
    "ConfigureUsers",
  ],
  ManagerAccountCollection: ["Login", undefined, "ConfigureUsers"],
  ManagerNetworkProtocol: ["Login", "ConfigureManager"],
  PrivilegeRegistry: ["Login"],
  Role: ["Login"],
  Sensor: ["Login", "ConfigureComponents", "ConfigureComponents"],
  // DSP0266 lets everybody in without authentication who asks for the root or logs in.
  ServiceRoot: ["NoAuth"],
  Session: ["ConfigureManager ConfigureSelf", undefined, undefined, "ConfigureManager ConfigureSelf"],
  SessionCollection: ["Login", undefined, "NoAuth"],
  SessionService: ["Login", "ConfigureManager"],
  UpdateService: ["Login", "ConfigureComponents", "ConfigureComponents"],
};

interface Mapping {
  readonly Entity: string;
  readonly OperationMap: Readonly<Record<string, readonly { Privilege: readonly string[] }[]>>;
}

test("operations take the privileges of DMTF's registry, and the privilege map says so", async () => {
  await using service = await redfishService();
  const { PrivilegeMap } = (await service.get("/redfish/v1/AccountService")).json();
  const map = (await service.get(PrivilegeMap["@odata.id"])).json();
  const known = (map.Mappings as Mapping[]).filter(({ Entity }) => Entity in registry);
  expect(known.map(({ Entity }) => Entity).sort()).toEqual(Object.keys(registry).sort());
  for (const { Entity, OperationMap } of known) {
    for (const [index, method] of ["GET", "PATCH", "POST", "DELETE"].entries()) {
      const declared = OperationMap[method]?.flatMap(({ Privilege }) => Privilege).join(" ");
      if (declared !== undefined)
        expect([Entity, method, declared]).toEqual([Entity, method, registry[Entity]?.[index]]);
    }
  }
});

test("the manager's own network card takes another privilege than the machine's, as an override says", async () => {
  await using service = await redfishService();
  const map = (await service.get("/redfish/v1/AccountService/PrivilegeMap")).json();
  const mapping = map.Mappings.find(({ Entity }: Mapping) => Entity === "EthernetInterface");
  expect(mapping.SubordinateOverrides).toMatchObject([
    {
      Targets: ["Manager", "EthernetInterfaceCollection"],
      OperationMap: { PATCH: [{ Privilege: ["ConfigureManager"] }] },
    },
  ]);
});

test("collections that have no word of their own take Login to be read", async () => {
  await using service = await redfishService();
  const map = (await service.get("/redfish/v1/AccountService/PrivilegeMap")).json();
  const collections = (map.Mappings as Mapping[]).filter(
    ({ Entity }) => Entity.endsWith("Collection") && !(Entity in registry),
  );
  expect(collections.length).toBeGreaterThan(5);
  for (const { Entity, OperationMap } of collections) {
    expect([Entity, OperationMap.GET]).toEqual([Entity, [{ Privilege: ["Login"] }]]);
  }
});
