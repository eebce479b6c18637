import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Lab } from "../../support/network/lab.ts";

let lab: Lab;

beforeEach(() => {
  lab = new Lab();
});
afterEach(() => lab.close());

/** What no bridge of Linux forwards: PAUSE, and what is addressed to one of its ports. */
const keptByBridges = ["the container interface's own", "PAUSE"];

describe("every kind of frame passes both ways, and nothing else", () => {
  it("in tc mode", async () => {
    await lab.wire("tc");
    lab.plugIn();
    await lab.hears({ card: "nic0", up: true });
    expect(await lab.frames()).toMatchObject({ lost: { in: [], out: [] }, strangers: { in: [], out: [] } });
  });

  it("in bridge mode, but for what bridges keep to themselves", async () => {
    await lab.wire("bridge");
    lab.plugIn();
    await lab.hears({ card: "nic0", up: true });
    const lost = { in: keptByBridges, out: keptByBridges };
    expect(await lab.frames()).toMatchObject({ lost, strangers: { in: [], out: [] } });
  });

  it("in macvtap mode, but for PAUSE frames to the guest", async () => {
    await lab.wire("macvtap");
    lab.plugIn();
    await lab.hears({ card: "nic0", up: true });
    const { lost, strangers } = await lab.frames();
    expect(lost.in.filter(kind => kind !== "PAUSE")).toEqual([]);
    expect(lost.out).toEqual([]);
    expect(strangers).toEqual({ in: [], out: [] });
  });
});

it("sends them over a bridge where tc's filters deliver nothing", async () => {
  await lab.wire("tc");
  // Nobody has opened the tap, so that the self-test's frame cannot arrive.
  lab.tell("prove");
  await lab.hears({ instead: "bridge" });
  lab.plugIn();
  await lab.hears({ card: "nic0", up: true });
  const { lost } = await lab.frames();
  expect(lost).toEqual({ in: keptByBridges, out: keptByBridges });
});
