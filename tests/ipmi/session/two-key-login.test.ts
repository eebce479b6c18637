import { describe, expect, it } from "vitest";
import { BmcKey, bmcKeyOf } from "../../../server/ipmi/session/bmc-key.ts";
import { ipmiParts, ipmiUnderTest } from "../support/ipmi-under-test.ts";

const security = { bmcKey: Buffer.from("the BMC's own") };
const bmcKey = "the BMC's own";
const padded = [...Buffer.from(bmcKey.padEnd(20, "\0"))];
const authCapabilities = (answer: number[]): boolean => ((answer[3] ?? 0) & 0x20) !== 0;

it("needs the BMC's key besides the password", async () => {
  const { connect } = await ipmiUnderTest({ security });
  connect("admin", { bmcKey }).login();
  expect(() => connect("admin", { bmcKey: "another" }).login()).toThrow("RAKP 4");
  expect(() => connect().login()).toThrow("RAKP 4");
});

it("runs nothing for who lacks the key, although RAKP 3 proved the password", async () => {
  const { connect, hypervisor } = await ipmiUnderTest({ security });
  const console = connect();
  expect(() => console.login()).toThrow("RAKP 4");
  expect(console.send(console.packet(console.request(0x00, 0x02, [0])))).toEqual([]);
  expect(hypervisor.calls).toEqual([]);
});

it("is announced in the authentication capabilities", async () => {
  const withKey = (await ipmiUnderTest({ security })).connect("admin", { bmcKey });
  withKey.login();
  expect(authCapabilities(withKey.command(0x06, 0x38, [0x8e, 4]))).toBe(true);
  expect(authCapabilities((await ipmiUnderTest()).login().command(0x06, 0x38, [0x8e, 4]))).toBe(false);
});

describe("Set Channel Security Keys", () => {
  it("sets the key, which the next login needs, and reads it", async () => {
    const { login, connect } = await ipmiUnderTest();
    const console = login();
    expect(console.command(0x06, 0x56, [0x01, 0x01, 0x01, ...padded])).toEqual([0, 0]);
    expect(console.command(0x06, 0x56, [0x01, 0x00, 0x01])).toEqual([0, 0, ...padded]);
    expect(() => connect().login()).toThrow("RAKP 4");
    connect("admin", { bmcKey }).login();
    expect(console.command(0x06, 0x56, [0x0e, 0x01, 0x01, ...Array(20).fill(0)])).toEqual([0, 0]);
    connect().login();
  });

  it("is for administrators", async () => {
    const { login } = await ipmiUnderTest();
    expect(login("operator", 3).command(0x06, 0x56, [0x01, 0x00, 0x01])).toEqual([0xd4]);
  });

  it("refuses what the standard has refused", async () => {
    const console = (await ipmiUnderTest()).login();
    const answer = (...data: number[]) => console.command(0x06, 0x56, data);
    expect(answer(0x01, 0x01, 0x01, ...padded.slice(1))).toEqual([0x81]);
    expect(answer(0x01, 0x01, 0x01, ...padded, 0)).toEqual([0x82]);
    expect(answer(0x01, 0x02, 0x01)).toEqual([0x80]);
    expect(answer(0x01, 0x00, 0x00)).toEqual([0, 0, ...Array(20).fill(0)]);
    expect(answer(0x01, 0x01, 0x00, ...padded)).toEqual([0x80]);
    expect(answer(0x01, 0x00, 0x02)).toEqual([0xcc]);
    expect(answer(0x01, 0x03, 0x01)).toEqual([0xcc]);
    expect(answer(0x0f, 0x00, 0x01)).toEqual([0xcc]);
    expect(answer(0x01, 0x00)).toEqual([0xc7]);
  });
});

describe("the kept key", () => {
  it("survives a restart, unreadable in the store", () => {
    const { settings, vault } = ipmiParts().parts;
    new BmcKey(settings, vault).set(Buffer.from(bmcKey));
    expect(JSON.stringify(settings.open("bmcKey", {}).value)).not.toContain("746865");
    expect(new BmcKey(settings, vault).value).toEqual(Buffer.from(padded));
  });

  it("gives way to another configuration and not to the same", () => {
    const { settings, vault } = ipmiParts().parts;
    new BmcKey(settings, vault, Buffer.from("configured")).set(Buffer.from(bmcKey));
    expect(new BmcKey(settings, vault, Buffer.from("configured")).value).toEqual(Buffer.from(padded));
    const other = new BmcKey(settings, vault, Buffer.from("other"));
    expect(other.value.toString()).toBe("other".padEnd(20, "\0"));
    expect(new BmcKey(settings, vault).isSet).toBe(false);
  });

  it("is configured as text or in hexadecimal", () => {
    expect(bmcKeyOf("0x00ff10")).toEqual(Buffer.from([0x00, 0xff, 0x10]));
    expect(bmcKeyOf("0 x")).toEqual(Buffer.from("0 x"));
    expect(bmcKeyOf("")).toEqual(Buffer.alloc(0));
  });
});
