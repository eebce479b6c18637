import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { ipmiPeers } from "../support/peer.ts";

const hasIpv6 = Object.values(networkInterfaces()).some(list =>
  list?.some(({ address }) => address === "::1"),
);

describe("cipher suites", () => {
  const optional = { cipherSuites: [17, 3, 8, 1, 2, 15, 16] };

  it.each([1, 2, 3, 8, 15, 16, 17])("logs ipmitool in with suite %i where it is on", async suite => {
    const { ipmitool } = await ipmiPeers({ security: optional });
    expect(await ipmitool(`-C ${suite} chassis power status`)).toEqual({
      output: "Chassis Power is on\n",
      code: 0,
    });
  });

  it.each([1, 2, 3, 8, 15, 16, 17])("logs ipmipower in with suite %i where it is on", async suite => {
    const { freeipmi } = await ipmiPeers({ security: optional });
    expect(await freeipmi("ipmipower", `-I ${suite} --stat`)).toEqual({
      output: "127.0.0.1: on\n",
      code: 0,
    });
  });

  it.each([0, 1, 2, 6, 7, 8, 15, 16])("refuses suite %i by default", async suite => {
    const { ipmitool } = await ipmiPeers();
    const refused = await ipmitool(`-C ${suite} chassis power status`);
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("no matching cipher suite");
  });

  it("lists those that are on", async () => {
    const { ipmitool } = await ipmiPeers({ security: { cipherSuites: [17, 3, 1] } });
    const { output } = await ipmitool("channel getciphers ipmi");
    expect(output.split("\n").map(line => line.trim().split(/\s+/).slice(0, 1)[0])).toEqual(
      expect.arrayContaining(["1", "3", "17"]),
    );
    expect(output).toMatch(/hmac_sha256 +sha256_128 +aes_cbc_128/);
    expect(output).toMatch(/hmac_sha1 +none +none/);
  });
});

describe("a two-key login", () => {
  const security = { bmcKey: Buffer.from("key-of-the-BMC") };
  const hexKey = security.bmcKey.toString("hex");

  it("lets ipmitool and FreeIPMI in with the key", async () => {
    const { ipmitool, freeipmi } = await ipmiPeers({ security });
    const status = { output: "Chassis Power is on\n", code: 0 };
    expect(await ipmitool("-k key-of-the-BMC chassis power status")).toEqual(status);
    expect(await ipmitool(`-y ${hexKey} chassis power status`)).toEqual(status);
    for (const key of ["key-of-the-BMC", `0x${hexKey}`]) {
      expect(await freeipmi("ipmipower", `-I 17 -k ${key} --stat`)).toEqual({
        output: "127.0.0.1: on\n",
        code: 0,
      });
    }
  });

  it("keeps them out without it", async () => {
    const { ipmitool, freeipmi } = await ipmiPeers({ security });
    expect((await ipmitool("chassis power status")).code).toBe(1);
    expect((await ipmitool("-k wrong chassis power status")).code).toBe(1);
    expect((await freeipmi("ipmipower", "-I 17 --stat")).output).toBe("127.0.0.1: k_g invalid\n");
    expect((await freeipmi("ipmipower", "-I 17 -k wrong --stat")).output).toBe("127.0.0.1: k_g invalid\n");
  });

  it("begins when an administrator sets the key", async () => {
    const { ipmitool, freeipmi } = await ipmiPeers();
    const key = [...Buffer.from("key-of-the-BMC".padEnd(20, "\0"))].join(" ");
    expect(await ipmitool(`raw 6 0x56 1 1 1 ${key}`)).toEqual({ output: " 00\n", code: 0 });
    expect((await ipmitool("chassis power status")).code).toBe(1);
    expect((await ipmitool("-k key-of-the-BMC chassis power status")).code).toBe(0);
    const { output } = await freeipmi(
      "ipmi-config",
      "-k key-of-the-BMC --category=core -l ADMIN --checkout -S Lan_Conf_Security_Keys",
    );
    expect(output).toMatch(/K_G +key-of-the-BMC\n/);
  });
});

describe("IPMI 1.5", () => {
  it("logs ipmitool in with MD5 and nothing else where it is on", async () => {
    const { ipmitool, hypervisor } = await ipmiPeers({ security: { ipmi15: true } });
    expect(await ipmitool("-I lan -A MD5 chassis power status")).toEqual({
      output: "Chassis Power is on\n",
      code: 0,
    });
    expect((await ipmitool("-I lan -A MD5 chassis power reset")).code).toBe(0);
    expect(hypervisor.calls.filter(call => call === "reset")).toHaveLength(1);
    for (const type of ["NONE", "MD2", "PASSWORD"]) {
      expect((await ipmitool(`-I lan -A ${type} chassis power status`)).code).toBe(1);
    }
    expect((await ipmitool("-I lan session info active")).output).toContain("IPMIv1.5");
  });

  it("logs FreeIPMI in by its default driver", async () => {
    const { freeipmi } = await ipmiPeers({ security: { ipmi15: true } });
    expect(await freeipmi("ipmipower", "-D LAN --stat")).toEqual({ output: "127.0.0.1: on\n", code: 0 });
    expect((await freeipmi("ipmi-chassis", "-D LAN --get-chassis-status")).code).toBe(0);
    const wrong = await freeipmi(
      "ipmipower",
      "-D LAN -p wrong --session-timeout=1500 --retransmission-timeout=300 --stat",
    );
    expect(wrong.output).toBe("127.0.0.1: password verification timeout\n");
  });

  it("is not there by default", async () => {
    const { ipmitool, freeipmi } = await ipmiPeers();
    const refused = await ipmitool("-I lan chassis power status");
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("Authentication type NONE not supported");
    expect((await freeipmi("ipmipower", "-D LAN --stat")).output).toContain(
      "authentication type unavailable",
    );
  });
});

it("serves ipmitool over IPv6", async context => {
  context.skip(!hasIpv6, "this host has no IPv6");
  const { ipmitool, server } = await ipmiPeers();
  await server.setAddresses(["127.0.0.1", "::1"]);
  expect(await ipmitool("-H ::1 chassis power status")).toEqual({ output: "Chassis Power is on\n", code: 0 });
  expect((await ipmitool("-H ::1 session info active")).code).toBe(0);
});

it("gives ipmitool sessions of every level", async () => {
  const { ipmitool } = await ipmiPeers();
  expect((await ipmitool("-L CALLBACK mc guid")).code).toBe(0);
  expect((await ipmitool("-L CALLBACK chassis power status")).code).toBe(1);
  expect((await ipmitool("-L USER chassis power status")).output).toBe("Chassis Power is on\n");
  expect((await ipmitool("-L USER chassis power reset")).output).toContain("Insufficient privilege level");
  expect((await ipmitool("-L OPERATOR chassis power reset")).code).toBe(0);
});

it("finds ipmitool's user by name and level", async () => {
  const { ipmitool } = await ipmiPeers();
  expect((await ipmitool("-L ADMINISTRATOR+ chassis power status")).code).toBe(0);
  expect((await ipmitool("-L OPERATOR+ chassis power status", "operator")).code).toBe(0);
  expect((await ipmitool("-L OPERATOR+ chassis power status", "reader")).code).toBe(1);
});

it("lets ipmitool's user change its own password, end in order, and come back with the new one only", async () => {
  const { ipmitool } = await ipmiPeers();
  const begun = performance.now();
  expect((await ipmitool("user set password 2 another-pass")).code).toBe(0);
  // Without an answer to Close Session ipmitool would repeat it for seconds.
  expect(performance.now() - begun).toBeLessThan(1000);
  expect((await ipmitool("chassis power status")).code).toBe(1);
  expect((await ipmitool("-P another-pass chassis power status")).code).toBe(0);
});
