import { describe, expect, it, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const uri = "/redfish/v1/Managers/1/EthernetInterfaces/1";

it("is found from the manager", async () => {
  await using service = await redfishService();
  const link = (await service.get("/redfish/v1/Managers/1")).json().EthernetInterfaces["@odata.id"];
  expect((await service.get(link)).json().Members).toEqual([{ "@odata.id": uri }]);
});

it("shows what the interface has", async () => {
  await using service = await redfishService();
  expect((await service.get(uri)).json()).toMatchObject({
    "@odata.type": "#EthernetInterface.v1_12_4.EthernetInterface",
    LinkStatus: "LinkUp",
    MACAddress: "52:54:00:12:34:56",
    DHCPv4: { DHCPEnabled: false },
    IPv4Addresses: [
      { Address: "192.0.2.10", SubnetMask: "255.255.255.0", AddressOrigin: "Static", Gateway: "192.0.2.1" },
    ],
    IPv4StaticAddresses: [],
    IPv6Addresses: [
      { Address: "2001:db8::10", PrefixLength: 64, AddressOrigin: "Static", AddressState: "Preferred" },
      { Address: "fe80::1", PrefixLength: 64, AddressOrigin: "LinkLocal", AddressState: "Preferred" },
    ],
    IPv6DefaultGateway: "fe80::ff",
    VLAN: { VLANEnable: false, VLANId: 0, VLANPriority: 0 },
  });
});

it("has no address and no gateway rather than 0.0.0.0", async () => {
  await using service = await redfishService();
  const ipv4 = { address: "192.0.2.10", prefixLength: 24, gateway: "0.0.0.0" };
  service.lanLink.present = { ...service.lanLink.present, ipv4 };
  expect((await service.get(uri)).json().IPv4Addresses[0]).not.toHaveProperty("Gateway");
  service.lanLink.present = { ...service.lanLink.present, ipv4: { ...ipv4, address: "0.0.0.0" } };
  expect((await service.get(uri)).json().IPv4Addresses).toEqual([]);
});

describe("PATCH", () => {
  it("sets address, MAC address and VLAN in one", async () => {
    await using service = await redfishService();
    const address = { Address: "10.0.0.5", SubnetMask: "255.255.240.0", Gateway: "10.0.0.1" };
    const answer = await service.request("PATCH", uri, {
      IPv4StaticAddresses: [address],
      MACAddress: "52:54:00:AB:CD:EF",
      VLAN: { VLANEnable: true, VLANId: 7 },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      IPv4Addresses: [{ ...address, AddressOrigin: "Static" }],
      IPv4StaticAddresses: [address],
      MACAddress: "52:54:00:ab:cd:ef",
      VLAN: { VLANEnable: true, VLANId: 7, VLANPriority: 0 },
    });
    await service.lanSettings.settled();
    expect(service.lanLink.applied).toEqual([
      {
        ipv4: { address: "10.0.0.5", prefixLength: 20, gateway: "10.0.0.1" },
        mac: "52:54:00:ab:cd:ef",
        vlan: { enabled: true, id: 7, priority: 0 },
      },
    ]);
  });

  it.each([[[]], [[null]]])("with %j gives the address back to who made the interface", async none => {
    await using service = await redfishService();
    await service.request("PATCH", uri, { IPv4StaticAddresses: [{ Address: "10.0.0.5" }] });
    await service.lanSettings.settled();
    const answer = await service.request("PATCH", uri, { IPv4StaticAddresses: none });
    expect(answer.json()).toMatchObject({
      IPv4StaticAddresses: [],
      IPv4Addresses: [{ Address: "10.0.0.5" }],
    });
  });

  test.each([
    [{ IPv4StaticAddresses: [{ Address: "10.0.0.256" }] }, "/IPv4StaticAddresses/0"],
    [{ IPv4StaticAddresses: [{ Address: "127.0.0.1" }] }, "/IPv4StaticAddresses/0/Address"],
    [{ IPv4StaticAddresses: [{ SubnetMask: "255.0.255.0" }] }, "/IPv4StaticAddresses/0/SubnetMask"],
    [{ IPv4StaticAddresses: [{ Gateway: "224.0.0.1" }] }, "/IPv4StaticAddresses/0/Gateway"],
    [{ IPv4StaticAddresses: [{}, {}] }, "/IPv4StaticAddresses"],
    [{ MACAddress: "01:00:5e:00:00:01" }, "/MACAddress"],
    [{ VLAN: { VLANId: 4095 } }, "/VLAN/VLANId"],
    [{ VLAN: { VLANEnable: true } }, "/VLAN/VLANId"],
    [{ DHCPv4: { DHCPEnabled: true } }, "/DHCPv4"],
  ])("refuses %j and changes nothing", async (change, pointer) => {
    await using service = await redfishService();
    const answer = await service.request("PATCH", uri, { MACAddress: "52:54:00:ab:cd:ef", ...change });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error["@Message.ExtendedInfo"]).toContainEqual(
      expect.objectContaining({ RelatedProperties: [`#${pointer}`] }),
    );
    expect((await service.get(uri)).json()).toMatchObject({
      MACAddress: "52:54:00:12:34:56",
      IPv4StaticAddresses: [],
    });
  });

  it("is for those who may configure the manager", async () => {
    await using service = await redfishService();
    const headers = service.as("operator");
    const answer = await service.request("PATCH", uri, { MACAddress: "52:54:00:ab:cd:ef" }, headers);
    expect(answer.statusCode).toBe(403);
  });
});
