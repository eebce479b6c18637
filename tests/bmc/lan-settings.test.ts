import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { isHostAddress, netmaskOf, prefixLengthOf } from "../../server/bmc/ipv4.ts";
import { LanSettings } from "../../server/bmc/lan-settings.ts";
import { Settings } from "../../server/bmc/settings.ts";
import { EventBus } from "../../server/events/bus.ts";
import { Store } from "../../server/store/store.ts";
import { FakeLanLink } from "../support/fake-lan-link.ts";

const origin = { via: "test" };

function underTest({ isOwn = true } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "lan-"));
  const store = Store.open(dir);
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true });
  });
  const events = new EventBus(error => {
    throw error;
  });
  const failures: string[] = [];
  events.on("lanSettingsFailed", ({ detail }) => failures.push(detail));
  const link = new FakeLanLink();
  link.isOwn = isOwn;
  const open = () => new LanSettings(new Settings(store), events, link);
  return { link, failures, open, lan: open() };
}

describe("with an interface of its own", () => {
  it("shows what that has until something is set", () => {
    const { lan, link } = underTest();
    expect(lan.view("10.1.1.1")).toEqual({ ...link.present, isStatic: false });
    expect(link.asked).toEqual(["10.1.1.1"]);
  });

  it("shows a setting at once and applies it when the answer has had time to leave", async () => {
    const { lan, link } = underTest();
    lan.setIpv4({ address: "10.0.0.5" }, origin);
    const ipv4 = { address: "10.0.0.5", prefixLength: 24, gateway: "192.0.2.1" };
    expect(lan.view()).toMatchObject({ ipv4, isStatic: true });
    expect(link.applied).toEqual([]);
    await lan.settled();
    expect(link.applied).toEqual([{ ipv4 }]);
    expect(lan.view().ipv4).toEqual(ipv4);
  });

  it("applies several settings that come close together as one", async () => {
    const { lan, link } = underTest();
    lan.setIpv4({ address: "10.0.0.5" }, origin);
    lan.setIpv4({ prefixLength: 8 }, origin);
    lan.setIpv4({ gateway: "10.0.0.1" }, origin);
    await lan.settled();
    expect(link.applied).toEqual([{ ipv4: { address: "10.0.0.5", prefixLength: 8, gateway: "10.0.0.1" } }]);
  });

  it("applies what is set while another change is under way after that one", async () => {
    const { lan, link } = underTest();
    const apply = link.apply.bind(link);
    link.apply = setup => {
      link.apply = apply;
      lan.setMac("52:54:00:00:00:99", origin);
      return apply(setup);
    };
    lan.setVlan({ enabled: true, id: 7 }, origin);
    await lan.settled();
    const vlan = { enabled: true, id: 7, priority: 0 };
    expect(link.applied).toEqual([{ vlan }, { vlan, mac: "52:54:00:00:00:99" }]);
  });

  it("tells of a failure, takes the change back and shows what the interface really has", async () => {
    const { lan, link, failures, open } = underTest();
    lan.setMac("52:54:00:00:00:99", origin);
    await lan.settled();
    const apply = link.apply.bind(link);
    link.apply = async setup => {
      link.apply = apply;
      throw new Error(`Unknown device type: ${setup.vlan?.id}`);
    };
    lan.setVlan({ enabled: true, id: 7 }, origin);
    await lan.settled();
    expect(failures).toEqual(["Unknown device type: 7"]);
    expect(link.applied).toEqual(Array(2).fill({ mac: "52:54:00:00:00:99" }));
    for (const view of [lan.view(), open().view()]) {
      expect(view).toMatchObject({ mac: "52:54:00:00:00:99", vlan: { enabled: false } });
    }
  });

  it("keeps what it cannot apply at a start for the next one", async () => {
    const { lan, link, failures, open } = underTest();
    lan.setMac("52:54:00:00:00:99", origin);
    await lan.settled();
    link.failure = new Error("Operation not permitted");
    const restarted = open();
    restarted.interfaceFound();
    await restarted.settled();
    expect(failures).toEqual(["Operation not permitted"]);
    link.failure = undefined;
    restarted.interfaceFound();
    await restarted.settled();
    expect(link.applied).toEqual(Array(3).fill({ mac: "52:54:00:00:00:99" }));
  });

  it("applies what was set again after a restart, and when the interface comes back", async () => {
    const { lan, link, open } = underTest();
    lan.setMac("52:54:00:00:00:99", origin);
    await lan.settled();
    const restarted = open();
    restarted.interfaceFound();
    await restarted.settled();
    expect(link.applied).toEqual(Array(2).fill({ mac: "52:54:00:00:00:99" }));
  });

  it("touches nothing when nothing was ever set", async () => {
    const { lan, link } = underTest();
    lan.interfaceFound();
    await lan.settled();
    expect(link.applied).toEqual([]);
  });

  it("leaves the address to the container again, and the interface as it is", async () => {
    const { lan, link } = underTest();
    lan.setIpv4({ address: "10.0.0.5" }, origin);
    await lan.settled();
    lan.releaseIpv4(origin);
    await lan.settled();
    expect(link.applied.length).toBe(1);
    expect(lan.view()).toMatchObject({ isStatic: false, ipv4: { address: "10.0.0.5" } });
  });

  it("takes a usual netmask for the first address of an interface that had none", () => {
    const { lan, link } = underTest();
    const ipv4 = { address: "0.0.0.0", prefixLength: 0, gateway: "0.0.0.0" };
    link.present = { ...link.present, ipv4 };
    lan.setIpv4({ address: "10.0.0.5" }, origin);
    expect(lan.view().ipv4).toEqual({ ...ipv4, address: "10.0.0.5", prefixLength: 24 });
  });
});

describe("without one", () => {
  it("keeps and shows what is set, and never touches the host", async () => {
    const { lan, link, open } = underTest({ isOwn: false });
    lan.setIpv4({ address: "10.0.0.5" }, origin);
    lan.setMac("52:54:00:00:00:99", origin);
    await lan.settled();
    expect(link.applied).toEqual([]);
    expect(open().view()).toMatchObject({
      ipv4: { address: "10.0.0.5", prefixLength: 24 },
      mac: "52:54:00:00:00:99",
      ipv6: link.present.ipv6,
      isStatic: true,
    });
  });

  it("applies it when the interface appears", async () => {
    const { lan, link } = underTest({ isOwn: false });
    lan.setMac("52:54:00:00:00:99", origin);
    link.isOwn = true;
    lan.interfaceFound();
    await lan.settled();
    expect(link.applied).toEqual([{ mac: "52:54:00:00:00:99" }]);
  });
});

describe("a netmask", () => {
  it("is the one of its prefix length", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 32 }), length => {
        expect(prefixLengthOf(netmaskOf(length))).toBe(length);
      }),
    );
    expect([netmaskOf(0), netmaskOf(23), netmaskOf(32)]).toEqual([
      "0.0.0.0",
      "255.255.254.0",
      "255.255.255.255",
    ]);
  });

  it.each(["255.0.255.0", "0.0.0.1", "254.255.255.255"])("%s is none", text => {
    expect(prefixLengthOf(text)).toBeUndefined();
  });
});

it.each([
  ["10.0.0.1", true],
  ["223.255.255.254", true],
  ["0.0.0.0", false],
  ["127.0.0.1", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
])("%s can be an interface's address: %s", (address, expected) => {
  expect(isHostAddress(address)).toBe(expected);
});
