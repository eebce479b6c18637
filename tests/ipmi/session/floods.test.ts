import { describe, expect, it } from "vitest";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";

const status = (response: Buffer): number => response[1] as number;

describe("half-open logins", () => {
  it("from one address keep out neither another address nor the same one", async () => {
    const { connect, logins } = await ipmiUnderTest();
    const flooder = { address: "192.0.2.66" };
    const halfway = connect();
    halfway.open();
    for (let flood = 0; flood < 1000; flood += 1) connect("admin", flooder).open();
    expect(logins.size).toBeLessThanOrEqual(256);
    expect(status(halfway.rakp1())).toBe(0);
    expect(status(halfway.rakp3())).toBe(0);
    connect().login();
    connect("admin", flooder).login();
  });

  it("push out a login of their own address last when it has got on", async () => {
    const { connect } = await ipmiUnderTest();
    const halfway = connect();
    halfway.open();
    halfway.rakp1();
    for (let flood = 0; flood < 500; flood += 1) connect().open();
    expect(status(halfway.rakp3())).toBe(0);
  });

  it("under forged addresses push out others that have just begun and no others", async () => {
    const { connect, logins } = await ipmiUnderTest();
    const halfway = connect();
    halfway.open();
    halfway.rakp1();
    for (let flood = 0; flood < 2000; flood += 1) {
      connect("admin", { address: `10.0.${flood >> 8}.${flood & 0xff}` }).open();
    }
    expect(logins.size).toBe(256);
    expect(status(halfway.rakp3())).toBe(0);
  });

  it("are forgotten after 10 s", async () => {
    const { connect, logins, clock } = await ipmiUnderTest();
    for (let flood = 0; flood < 100; flood += 1) connect().open();
    clock.milliseconds += 10_000;
    expect(logins.size).toBe(0);
  });
});

describe("the rate of logins", () => {
  const opens = (console: { openRequest(p: number, n: undefined, tag: number): Buffer }, tag: number) =>
    console.openRequest(0, undefined, tag);

  it("bounds the answers to one port and leaves the others of its address alone", async () => {
    const { connect } = await ipmiUnderTest();
    const flooder = connect();
    const answered = () => {
      let count = 0;
      for (let tag = 0; tag < 500; tag += 1) {
        count += flooder.send(flooder.sessionless(0x10, opens(flooder, tag & 0xff))).length;
      }
      return count;
    };
    expect(answered()).toBe(128);
    connect().login();
    expect(answered()).toBe(0);
  });

  it("gives as many again as time goes on", async () => {
    const { connect, clock } = await ipmiUnderTest();
    const flooder = connect();
    const answers = () => flooder.send(flooder.sessionless(0x10, opens(flooder, 1))).length;
    const answered = () => {
      let count = 0;
      for (let sent = 0; sent < 200; sent += 1) count += answers();
      return count;
    };
    answered();
    clock.milliseconds += 1000;
    expect(answered()).toBe(32);
  });

  it("bounds the answers to one address", async () => {
    const { connect } = await ipmiUnderTest();
    let answered = 0;
    for (let port = 0; port < 3000; port += 1) {
      const console = connect("admin", { port: 10_000 + port });
      answered += console.send(console.sessionless(0x10, console.openRequest())).length;
    }
    expect(answered).toBe(1024);
    connect("admin", { address: "192.0.2.1" }).login();
  });

  it("does not bound those who know the password", async () => {
    const { login } = await ipmiUnderTest();
    const console = login();
    for (let count = 0; count < 1000; count += 1) {
      const id = Buffer.alloc(4);
      id.writeUInt32LE(console.bmcSessionId);
      expect(console.command(0x06, 0x3c, [...id])).toEqual([0]);
      console.login();
      console.sequence = 0;
    }
  });
});

describe("wrong passwords", () => {
  const attempt = async (wrong: number) => {
    const test = await ipmiUnderTest();
    for (let count = 0; count < wrong; count += 1) {
      const console = test.connect("admin", { password: "wrong" });
      console.open();
      console.rakp1();
      console.rakp3();
    }
    return test;
  };

  it("lock the account for Redfish too, and for the right one as if that were wrong", async () => {
    const { connect, seen, parts } = await attempt(5);
    const [locked, wrong] = [connect(), connect("admin", { password: "wrong" })].map(console => {
      console.open();
      console.rakp1();
      return console.rakp3();
    });
    expect(status(locked as Buffer)).toBe(0x0f);
    expect(locked?.length).toBe(wrong?.length);
    expect(parts.lockout.isLocked("admin", "127.0.0.1")).toBe(true);
    const names = seen.map(({ name }) => name);
    expect(names.filter(name => name === "loginsLocked")).toHaveLength(1);
    expect(names.filter(name => name === "loginFailed")).toHaveLength(7);
  });

  it("are forgiven after the lock", async () => {
    const { connect, clock } = await attempt(5);
    clock.milliseconds += 30_000;
    connect().login();
  });

  it("leave other accounts alone", async () => {
    const { login } = await attempt(5);
    login("operator", 3);
  });

  it("count for the address that opened the login, whatever address they claim to come from", async () => {
    const { connect, lan, parts } = await ipmiUnderTest();
    for (let count = 0; count < 20; count += 1) {
      const console = connect(`user${count}`, { address: "192.0.2.66" });
      console.open();
      console.rakp1();
      const forged = { address: "192.0.2.1", port: 7, send() {} };
      lan.receive(console.sessionless(0x14, console.rakp3Request()), forged);
    }
    expect(parts.lockout.isLocked("admin", "192.0.2.1")).toBe(false);
    expect(parts.lockout.isLocked("admin", "192.0.2.66")).toBe(true);
  });
});
