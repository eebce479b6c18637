import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { networkInterfaces } from "node:os";
import { expect, it, onTestFinished } from "vitest";
import { IpmiServer } from "../../server/ipmi/server.ts";
import { ipmiParts } from "./support/ipmi-under-test.ts";

const ping = Buffer.from("0600ff06000011be80420000", "hex");

function server(port = 0): IpmiServer {
  const it = new IpmiServer({ ...ipmiParts().parts, port });
  onTestFinished(() => it.close());
  return it;
}

async function client(type: "udp4" | "udp6" = "udp4"): Promise<Socket> {
  const socket = createSocket(type);
  socket.bind(0, type === "udp4" ? "127.0.0.1" : "::1");
  await once(socket, "listening");
  onTestFinished(() => {
    socket.close();
  });
  return socket;
}

/** Who answers a ping to this address. */
async function answererOf(socket: Socket, port: number, address: string): Promise<string> {
  const answer = once(socket, "message");
  socket.send(ping, port, address);
  const [, { address: from }] = await answer;
  return from;
}

it("answers from the address that was asked, on one port for all", async () => {
  const it = server();
  await it.setAddresses(["127.0.0.2", "127.0.0.3"]);
  const socket = await client();
  expect(await answererOf(socket, it.port, "127.0.0.2")).toBe("127.0.0.2");
  expect(await answererOf(socket, it.port, "127.0.0.3")).toBe("127.0.0.3");
});

const hasIpv6 = Object.values(networkInterfaces()).some(list =>
  list?.some(({ address }) => address === "::1"),
);

it("answers over IPv6", async context => {
  context.skip(!hasIpv6, "this host has no IPv6");
  const it = server();
  await it.setAddresses(["::1"]);
  expect(await answererOf(await client("udp6"), it.port, "::1")).toBe("::1");
});

it("opens and closes sockets as addresses come and go", async () => {
  const it = server();
  await it.setAddresses(["127.0.0.2"]);
  await it.setAddresses(["127.0.0.3", "127.0.0.4"]);
  const free = createSocket("udp4");
  free.bind(it.port, "127.0.0.2");
  await once(free, "listening");
  free.close();
  const socket = await client();
  expect(await answererOf(socket, it.port, "127.0.0.4")).toBe("127.0.0.4");
});

it("rejects with the system's error when an address is taken", async () => {
  const first = server();
  await first.setAddresses(["127.0.0.1"]);
  const second = server(first.port);
  await expect(second.setAddresses(["127.0.0.1"])).rejects.toMatchObject({ code: "EADDRINUSE" });
  await second.setAddresses(["127.0.0.2"]);
  expect(await answererOf(await client(), first.port, "127.0.0.2")).toBe("127.0.0.2");
});

it("passes over an address that is not there any more", async () => {
  const it = server();
  await it.setAddresses(["192.0.2.1", "127.0.0.2"]);
  expect(await answererOf(await client(), it.port, "127.0.0.2")).toBe("127.0.0.2");
});
