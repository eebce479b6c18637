import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { lanLink } from "../../server/host/lan-link.ts";

const own = Object.entries(networkInterfaces()).flatMap(([interfaceName, addresses = []]) =>
  addresses.filter(({ family }) => family === "IPv4").map(each => ({ interfaceName, ...each })),
);
const outside = own.filter(({ internal }) => !internal);
const [first] = outside;
const loopbackOnly = "this host has no address but loopback";

describe("without an interface of the BMC's own", () => {
  const link = lanLink("nobody9");

  it("is not to be changed", () => {
    expect(link.isOwn).toBe(false);
    expect(lanLink("lo").isOwn).toBe(false);
  });

  it("shows an address of the host, loopback only when there is no other", () => {
    const { ipv4, mac } = link.state("127.0.0.1");
    const shown = own.find(({ address }) => address === ipv4.address);
    expect(shown?.internal).toBe(outside.length === 0);
    expect([mac, `${ipv4.address}/${ipv4.prefixLength}`]).toEqual([shown?.mac, shown?.cidr]);
  });

  it("shows the address that was asked", context => {
    context.skip(first === undefined, loopbackOnly);
    for (const { address, cidr, mac } of outside) {
      const state = link.state(address);
      expect([`${state.ipv4.address}/${state.ipv4.prefixLength}`, state.mac]).toEqual([cidr, mac]);
    }
  });
});

describe("an interface of the BMC's own", () => {
  it("shows that interface whatever was asked", context => {
    context.skip(first === undefined, loopbackOnly);
    const link = lanLink(first?.interfaceName ?? "");
    expect(link.isOwn).toBe(true);
    const { mac, vlan, ipv6 } = link.state("127.0.0.1");
    expect([mac, vlan.enabled]).toEqual([first?.mac, false]);
    const listed = networkInterfaces()[first?.interfaceName ?? ""]?.filter(({ family }) => family === "IPv6");
    expect(ipv6.map(({ address }) => address).toSorted()).toEqual(
      listed?.map(({ address }) => address).toSorted(),
    );
  });
});

it("counts what IP receives and sends", () => {
  const { received, transmitted } = lanLink("nobody9").ipCounters();
  expect(received).toBeGreaterThan(0);
  expect(transmitted).toBeGreaterThan(0);
});
