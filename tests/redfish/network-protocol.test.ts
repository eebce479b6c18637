import { expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const uri = "/redfish/v1/Managers/1/NetworkProtocol";
type Service = Awaited<ReturnType<typeof redfishService>>;

const servers = async (service: Service, NTPServers: unknown) => {
  const answer = await service.request("PATCH", uri, { NTP: { NTPServers } });
  return answer.statusCode === 200 ? answer.json().NTP.NTPServers : answer.statusCode;
};

test("an array keeps {}, loses null and what is not named, and grows", async () => {
  await using service = await redfishService();
  expect(await servers(service, ["time1.example.com", "192.0.2.1", "2001:db8::1"])).toHaveLength(3);
  expect(await servers(service, [{}, null, {}])).toEqual(["time1.example.com", "2001:db8::1"]);
  expect(await servers(service, [{}, "time2.example.com"])).toEqual([
    "time1.example.com",
    "time2.example.com",
  ]);
  expect(await servers(service, ["time3.example.com"])).toEqual(["time3.example.com"]);
  expect(await servers(service, [{}, {}])).toEqual(["time3.example.com"]);
  expect(await servers(service, [null])).toEqual([]);
});

test.each([[["-x"]], [["a b"]], [["a/b"]], [[7]], [[{ a: 1 }]], ["time"], [Array(9).fill("a")]])(
  "refuses %j for time servers",
  async wrong => {
    await using service = await redfishService();
    expect(await servers(service, wrong)).toBe(400);
  },
);

test("discovery is switched off and on, and stays as it was set", async () => {
  await using service = await redfishService();
  expect((await service.get(uri)).json().SSDP).toMatchObject({ ProtocolEnabled: true, Port: 1900 });
  const off = await service.request("PATCH", uri, { SSDP: { ProtocolEnabled: false, NotifyTTL: 5 } });
  expect(off.json().SSDP).toMatchObject({ ProtocolEnabled: false, NotifyTTL: 5 });
  expect(service.networkProtocol.discovery.enabled).toBe(false);
  expect(service.seen.map(({ name }) => name)).toContain("networkProtocolChanged");
  const refused = await service.request("PATCH", uri, { SSDP: { Port: 1901 } });
  expect(refused.json().error.code).toBe("Base.1.22.PropertyNotWritable");
});

test("tells where each service answers", async () => {
  await using service = await redfishService();
  service.networkProtocol.listening({ https: 8443, ipmi: 6230 });
  expect((await service.get(uri)).json()).toMatchObject({
    HTTP: { ProtocolEnabled: false, Port: null },
    HTTPS: { ProtocolEnabled: true, Port: 8443 },
    IPMI: { ProtocolEnabled: true, Port: 6230 },
    KVMIP: { ProtocolEnabled: true, Port: 8443 },
  });
});

test("tells where the shell is over SSH, which is the serial line's, too", async () => {
  await using service = await redfishService();
  const consoles = async () => {
    const { SSH } = (await service.get("/redfish/v1/Systems/1")).json().SerialConsole;
    const { CommandShell } = (await service.get("/redfish/v1/Managers/1")).json();
    return { SSH, CommandShell };
  };
  expect(await consoles()).toMatchObject({
    SSH: { ServiceEnabled: false },
    CommandShell: { ServiceEnabled: false },
  });
  service.networkProtocol.listening({ ssh: 2222 });
  expect(await consoles()).toMatchObject({
    SSH: { ServiceEnabled: true, Port: 2222, ConsoleEntryCommand: "console" },
    CommandShell: { ServiceEnabled: true, ConnectTypesSupported: ["SSH"] },
  });
  expect((await service.get(uri)).json().SSH).toEqual({ ProtocolEnabled: true, Port: 2222 });
});
