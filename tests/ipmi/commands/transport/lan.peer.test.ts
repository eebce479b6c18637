import { describe, expect, it, test } from "vitest";
import { ipmiPeers } from "../../support/peer.ts";

const lines = (output: string): string[] =>
  output.split("\n").map(line => line.trim().replace(/ *: +/g, ": "));

describe("ipmitool lan print", () => {
  it("shows the interface and who may log in", async () => {
    const { ipmitool } = await ipmiPeers();
    const { output, code } = await ipmitool("lan print 1");
    expect(code).toBe(0);
    expect(lines(output)).toEqual(
      expect.arrayContaining([
        "Set in Progress: Set Complete",
        "IP Address Source: Other",
        "IP Address: 192.0.2.10",
        "Subnet Mask: 255.255.255.0",
        "MAC Address: 52:54:00:12:34:56",
        "SNMP Community String: public",
        "BMC ARP Control: ARP Responses Enabled, Gratuitous ARP Disabled",
        "Default Gateway IP: 192.0.2.1",
        "Default Gateway MAC: 52:54:00:00:00:01",
        "802.1q VLAN ID: Disabled",
        "RMCP+ Cipher Suites: 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15",
        "Cipher Suite Priv Max: XXXaXXXXXXXXXXX",
        "Bad Password Threshold: 5",
        "User Lockout Interval: 30",
      ]),
    );
  });

  it("is told where the request came to, to find the host's interface", async () => {
    const { ipmitool, lanLink } = await ipmiPeers();
    await ipmitool("lan print 1");
    expect(new Set(lanLink.asked)).toEqual(new Set(["127.0.0.1"]));
  });
});

describe("ipmitool lan set", () => {
  it.each([
    ["ipsrc static", "IP Address Source: Static Address"],
    ["ipaddr 10.9.8.7", "IP Address: 10.9.8.7"],
    ["netmask 255.255.252.0", "Subnet Mask: 255.255.252.0"],
    ["defgw ipaddr 192.0.2.254", "Default Gateway IP: 192.0.2.254"],
    ["macaddr 52:54:00:11:22:33", "MAC Address: 52:54:00:11:22:33"],
    ["snmp secret", "SNMP Community String: secret"],
    ["auth ADMIN MD5", ": Admin: MD5"],
    ["arp respond on", "BMC ARP Control: ARP Responses Enabled, Gratuitous ARP Disabled"],
    ["vlan id 7", "802.1q VLAN ID: 7"],
    ["vlan id off", "802.1q VLAN ID: Disabled"],
    ["cipher_privs XXXaXXXXXXXXXXX", "Cipher Suite Priv Max: XXXaXXXXXXXXXXX"],
    ["cipher_privs Xaaoaaaaaaaaaaa", "Cipher Suite Priv Max: Xaaoaaaaaaaaaaa"],
  ])("%s is shown by print", async (setting, line) => {
    const { ipmitool, lanSettled } = await lanPeers();
    expect((await ipmitool(`-C 3 -L OPERATOR lan print 1`)).code).toBe(0);
    expect((await ipmitool(`-C 3 lan set 1 ${setting}`)).code).toBe(0);
    const suite = setting.includes("Xaao") ? 17 : 3;
    expect(lines((await ipmitool(`-C ${suite} lan print 1`)).output)).toContain(line);
    await lanSettled();
  });

  it("goes to the interface", async () => {
    const { ipmitool, lanLink, lanSettled } = await lanPeers();
    for (const setting of [
      "ipsrc static",
      "ipaddr 10.9.8.7",
      "netmask 255.255.0.0",
      "vlan id 7",
      "vlan priority 3",
    ]) {
      expect((await ipmitool(`lan set 1 ${setting}`)).code).toBe(0);
    }
    await lanSettled();
    expect(lanLink.present).toMatchObject({
      ipv4: { address: "10.9.8.7", prefixLength: 16, gateway: "192.0.2.1" },
      vlan: { enabled: true, id: 7, priority: 3 },
    });
  });

  it.each([
    ["DHCP", "4 2"],
    ["an address from the BIOS", "4 3"],
    ["a loopback address", "3 127 0 0 1"],
    ["a netmask with a gap", "6 255 0 255 0"],
    ["a multicast gateway", "12 224 0 0 1"],
    ["the MAC address of a group", "5 1 0 0x5e 0 0 1"],
    ["no answers to ARP", "10 0"],
    ["unasked ARP", "10 3"],
    ["log-in without authentication", "2 0 0 0 1 0"],
    ["log-in with the password in the clear", "2 0 0 0 0x10 0"],
    ["cipher suite 0", "24 0 0x04 0x40 0 0 0 0 0 0"],
    ["a VLAN without a number", "20 0 0x80"],
    ["IPv4 alone", "51 0"],
  ])("%s is refused, and nothing changes", async (_what, parameter) => {
    const { ipmitool, lanLink, lanSettled } = await lanPeers();
    const before = (await ipmitool("lan print 1")).output;
    expect((await ipmitool(`raw 0x0c 0x01 1 ${parameter}`)).output).toContain("rsp=0xc9");
    await lanSettled();
    expect((await ipmitool("lan print 1")).output).toBe(before);
    expect(lanLink.applied).toEqual([]);
  });

  test("a suite without a level lets nobody in, and a low one only that far", async () => {
    const { ipmitool } = await lanPeers();
    await ipmitool("-C 17 lan set 1 cipher_privs XXXuXXXXXXXXXXX");
    expect((await ipmitool("-C 3 -L USER mc info")).code).toBe(0);
    expect((await ipmitool("-C 3 mc info")).code).toBe(1);
    await ipmitool("-C 17 lan set 1 cipher_privs XXXXXXXXXXXXXXX");
    expect((await ipmitool("-C 3 -L USER mc info")).output).toContain("no matching cipher suite");
  });
});

it.each([
  "Lan_Conf",
  "Lan6_Conf",
  "Lan_Conf_Auth",
  "Lan_Conf_User_Security",
  "Lan_Conf_Misc",
  "Rmcpplus_Conf_Privilege",
])("FreeIPMI's ipmi-config reads all of %s, also what only --verbose shows", async section => {
  const { freeipmi } = await ipmiPeers();
  for (const verbose of ["", "--verbose"]) {
    const { output, code } = await freeipmi(
      "ipmi-config",
      `--category=core --checkout -S ${section} ${verbose}`,
    );
    expect([code, output]).toEqual([0, expect.not.stringContaining("Unable")]);
  }
});

test("FreeIPMI shows the address and the levels of the cipher suites in MAAS's words", async () => {
  const { freeipmi } = await ipmiPeers();
  const { output } = await freeipmi("ipmi-config", "--category=core --checkout");
  expect(output).toMatch(/\tIP_Address +192.0.2.10\n\t.*\n\tMAC_Address +52:54:00:12:34:56\n/);
  expect(output).toMatch(/\tMaximum_Privilege_Cipher_Suite_Id_3 +Administrator\n/);
  expect(output).toMatch(/\tMaximum_Privilege_Cipher_Suite_Id_0 +Unused\n/);
});

test("the RMCP port is the one at which clients reach the BMC", async () => {
  const { ipmitool, server } = await ipmiPeers();
  const { output } = await ipmitool("raw 0x0c 0x02 1 8 0 0");
  const [, low = "", high = ""] = output.trim().split(" ");
  expect(Number.parseInt(`${high}${low}`, 16)).toBe(server.port);
});

test("ipmitool lan alert prints and sets the destinations", async () => {
  const { ipmitool } = await ipmiPeers();
  expect((await ipmitool("lan alert set 1 2 ipaddr 10.1.2.3")).code).toBe(0);
  expect((await ipmitool("lan alert set 1 2 retry 3")).code).toBe(0);
  const { output, code } = await ipmitool("lan alert print 1");
  expect(code).toBe(0);
  const destinations = output.trim().split("\n\n").map(lines);
  expect(destinations.map(each => each[0])).toEqual(
    [0, 1, 2, 3, 4].map(number => `Alert Destination: ${number}`),
  );
  expect(destinations[2]).toEqual(
    expect.arrayContaining([
      "Destination Type: PET Trap",
      "Number of Retries: 3",
      "Alert IP Address: 10.1.2.3",
    ]),
  );
});

test("ipmitool lan6 print shows addresses and router", async () => {
  const { ipmitool } = await ipmiPeers();
  const { output, code } = await ipmitool("lan6 print");
  expect(code).toBe(0);
  expect(output).toContain(
    "Enabled:        yes\n    Address:        2001:db8::10/64\n    Status:         active",
  );
  expect(output).toContain(
    "Source/Type:    SLAAC\n    Address:        fe80::1/64\n    Status:         active",
  );
  expect(output).toContain("IPv6 Dynamic Router 0:\n    Address: fe80::ff\n");
  expect(output).not.toContain("Failed");
});

describe("statistics", () => {
  const numbers = (output: string) =>
    Object.fromEntries(
      [...output.matchAll(/^(.+?) +: (\d+)$/gm)].map(([, name = "", count]) => [name, Number(count)]),
    );

  // ipmitool reads these numbers with their bytes the other way round.
  it("are counted and cleared", async () => {
    const { ipmitool, freeipmi, lanLink } = await ipmiPeers();
    lanLink.counters = { ...lanLink.counters, received: 1234, addressErrors: 5 };
    const { output, code } = await freeipmi("bmc-device", "--get-lan-statistics");
    expect(code).toBe(0);
    const counted = numbers(output);
    expect(counted).toMatchObject({
      "IP Packets Received": 234,
      "Received IP Header Errors": 0,
      "Received IP Address Errors": 3,
      "UDP Proxy Packets Received": 0,
    });
    expect(counted["Valid RMCP Packets Received"]).toBeGreaterThan(5);
    expect((await ipmitool("lan stats clear 1")).code).toBe(0);
    const cleared = numbers((await freeipmi("bmc-device", "--get-lan-statistics")).output);
    expect(cleared["IP Packets Received"]).toBe(0);
    expect(cleared["UDP Packets Received"]).toBeLessThan(2 * (counted["UDP Packets Received"] ?? 0));
  });

  it("stop at the highest number that there is room for", async () => {
    const { freeipmi, lanLink } = await ipmiPeers();
    lanLink.counters = { ...lanLink.counters, received: 1_000_000 };
    const { output } = await freeipmi("bmc-device", "--get-lan-statistics");
    expect(numbers(output)["IP Packets Received"]).toBe(65_535);
  });
});

test.each([
  ["an unknown parameter", "0x0c 0x02 1 200 0 0", "0x80"],
  ["writing the MAC address of the gateway", "0x0c 0x01 1 13 1 2 3 4 5 6", "0x82"],
  ["the system interface's channel", "0x0c 0x02 15 3 0 0", "0xcc"],
  ["an address that is too short", "0x0c 0x01 1 3 10 0 0", "0xc7"],
  ["an alert destination that is not there", "0x0c 0x02 1 18 5 0", "0xc9"],
])("is refused: %s", async (_what, bytes, code) => {
  const { ipmitool } = await ipmiPeers();
  expect((await ipmitool(`raw ${bytes}`)).output).toContain(`rsp=${code}`);
});

test("ARP goes on when a client asks to suspend it, and the answer says so", async () => {
  const { ipmitool } = await ipmiPeers();
  expect((await ipmitool("raw 0x0c 0x03 1 3")).output.trim()).toBe("02");
});

async function lanPeers() {
  const peers = await ipmiPeers();
  return { ...peers, lanSettled: () => peers.parts.lanSettings.settled() };
}
