import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { PeerConnection } from "../../server/rack/peer-connection.ts";
import { CertificateChanged } from "../../server/rack/peer-errors.ts";
import { FakePeer } from "./peer.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function peerThat(...args: Parameters<typeof FakePeer.start>): Promise<FakePeer> {
  const peer = await FakePeer.start(...args);
  closing.push(() => peer.close());
  return peer;
}

function connect(...args: ConstructorParameters<typeof PeerConnection>): PeerConnection {
  const connection = new PeerConnection(...args);
  closing.unshift(() => connection.close());
  return connection;
}

const another = "00:".repeat(31).concat("00");

it("takes the certificate that it meets first, and says which it was and for what name", async () => {
  const peer = await peerThat((_, response) => response.end("{}"));
  const connection = connect({ origin: peer.origin });
  expect(await connection.json("GET", "/redfish/v1/")).toEqual({});
  expect(connection.shown.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(connection.shown.commonName).toEqual(expect.any(String));
  const again = connect({ origin: peer.origin, fingerprint: connection.shown.fingerprint });
  expect(await again.json("GET", "/redfish/v1/")).toEqual({});
});

it("sends nothing at all to another certificate", async () => {
  const peer = await peerThat((_, response) => response.end("{}"));
  const connection = connect({ origin: peer.origin, fingerprint: another });
  const body = { UserName: "admin", Password: "secret" };
  const asked = connection.request("POST", "/redfish/v1/SessionService/Sessions", { body });
  await expect(asked).rejects.toBeInstanceOf(CertificateChanged);
  expect(peer.heard).toEqual([]);
});

it("gives up one that does not answer, and one that does not even shake hands", async () => {
  const peer = await peerThat(() => {});
  await expect(connect({ origin: peer.origin }).request("GET", "/", { patience: 200 })).rejects.toThrow();
  const silent = createServer(() => {});
  await new Promise<void>(resolve => silent.listen(0, "127.0.0.1", resolve));
  closing.push(() => silent.close());
  const { port } = silent.address() as { port: number };
  const origin = `https://127.0.0.1:${port}`;
  await expect(connect({ origin }).request("GET", "/", { patience: 200 })).rejects.toThrow();
});

it("gives up one that never comes to an end", async () => {
  const peer = await peerThat((_, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) {}
      if (!response.destroyed) response.once("drain", pour);
    };
    pour();
  });
  await expect(connect({ origin: peer.origin }).request("GET", "/")).rejects.toThrow(/too long/);
});

it("follows nobody elsewhere", async () => {
  const other = await peerThat((_, response) => response.end("{}"));
  const peer = await peerThat((_, response) =>
    response.writeHead(302, { location: `${other.origin}/` }).end(),
  );
  await expect(connect({ origin: peer.origin }).json("GET", "/redfish/v1/")).rejects.toMatchObject({
    status: 302,
  });
  expect(other.heard).toEqual([]);
});
