import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { Lab } from "../../support/network/lab.ts";

let lab: Lab;

beforeEach(() => {
  lab = new Lab();
});
afterEach(() => lab.close());

const passes = async (): Promise<void> => {
  const { lost } = await lab.frames();
  expect(lost).toEqual({ in: [], out: [] });
};

describe("a link", () => {
  it("that was there before carries frames from the start", async () => {
    lab.plugIn();
    await lab.wire("tc");
    await lab.hears({ card: "nic0", up: true });
    await passes();
  });

  it("that was parked carries frames again within 100 ms, as often as that happens", async () => {
    lab.plugIn();
    await lab.wire("tc");
    await lab.hears({ card: "nic0", up: true });
    const times = [];
    for (let turn = 0; turn < 5; turn += 1) times.push(await lab.millisecondsToReturn());
    // The median: a machine that is busy with other work holds one of them up now and then.
    expect(times.toSorted((one, other) => one - other)[2]).toBeLessThan(100);
  });

  it.each(["tc", "bridge", "macvtap"])("that was made anew is wired anew (%s)", async mode => {
    lab.plugIn();
    await lab.wire(mode);
    await lab.hears({ card: "nic0", up: true });
    const before = lab.said.length;
    lab.unplug();
    await lab.hears({ card: "nic0", up: false }, before);
    lab.plugIn();
    await lab.hears({ card: "nic0", up: true }, before);
    expect((await lab.frames()).lost.out).not.toContain("unicast");
  });

  it("whose far end goes down has no carrier until that is up again", async () => {
    lab.plugIn();
    await lab.wire("tc");
    const before = lab.said.length;
    lab.ip("-n", lab.outside, "link", "set", lab.farEnd(), "down");
    await lab.hears({ card: "nic0", up: false }, before);
    lab.ip("-n", lab.outside, "link", "set", lab.farEnd(), "up");
    await lab.hears({ card: "nic0", up: true }, before);
  });

  it("that nobody listed is told of, once", async () => {
    await lab.wire("tc");
    lab.plugIn("eth7");
    await lab.hears({ appeared: "eth7" });
    lab.plugIn("eth2");
    await lab.hears({ card: "nic0", up: true });
    expect(lab.said.filter(({ appeared }) => appeared !== undefined)).toHaveLength(1);
  });
});

it("a tap that was lost is made again, and told of", async () => {
  lab.plugIn();
  await lab.wire("tc");
  await lab.hears({ card: "nic0", up: true });
  const before = lab.said.length;
  lab.ip("-n", lab.inside, "link", "del", "qb-nic0-00beef");
  await lab.hears({ remade: "nic0" }, before);
  await eventually(
    () =>
      lab
        .within("tc", "filter", "show", "dev", "eth2", "ingress")
        .includes("Redirect to device qb-nic0-00beef"),
    5,
    () => JSON.stringify(lab.said),
  );
  await passes();
});

it("the container's own stack puts nothing into guest or wire once the link is wired", async () => {
  await lab.wire("tc");
  lab.plugIn();
  await lab.hears({ card: "nic0", up: true });
  const noise = await lab.noise(() => {
    lab.ip("-n", lab.inside, "link", "set", "eth2", "down");
    lab.ip("-n", lab.inside, "link", "set", "eth2", "up");
  });
  expect(noise).toEqual({ in: 0, out: 0 });
});

describe("when the BMC ends", () => {
  it("wires stay for the next one, which leaves them as they are", async () => {
    lab.plugIn();
    await lab.wire("tc");
    await lab.hears({ card: "nic0", up: true });
    const filters = (): string => lab.within("tc", "filter", "show", "dev", "eth2", "ingress");
    const before = filters();
    await lab.endWiring(false);
    expect(filters()).toBe(before);
    const rings = lab.said.length;
    const [, classifier = ""] = /pref 1 (\w+)/.exec(before) ?? [];
    await lab.wire("tc", ["eth2"], false, classifier);
    await lab.hears({ card: "nic0", up: true }, rings);
    expect(filters()).toBe(before);
    await passes();
  });

  it.each(["tc", "bridge", "macvtap"])("nothing is left of a machine that is off (%s)", async mode => {
    lab.plugIn();
    await lab.wire(mode);
    await lab.hears({ card: "nic0", up: true });
    expect(lab.devices).not.toEqual([]);
    await lab.endWiring(true);
    expect(lab.devices).toEqual([]);
    expect(lab.isTouched("eth2")).toBe(false);
  });
});

it("interfaces follow the machine's power where that is wanted", async () => {
  lab.plugIn();
  await lab.wire("tc", ["eth2"], true);
  await lab.hears({ card: "nic0", up: true });
  const hasCarrier = (): boolean =>
    lab.ip("-n", lab.outside, "link", "show", lab.farEnd()).includes("LOWER_UP");
  const shown = (): string => JSON.stringify(lab.said);
  lab.tell("powerOn");
  lab.tell("powerOff");
  await eventually(() => !hasCarrier(), 5, shown);
  lab.tell("powerOn");
  await eventually(hasCarrier, 5, shown);
  await passes();
});
