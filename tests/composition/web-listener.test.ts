import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as tlsConnect } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Certificate, ServerCertificate } from "../../server/bmc/certificate.ts";
import { selfSigned } from "../../server/bmc/key-pair.ts";
import { PasswordVault } from "../../server/bmc/password-vault.ts";
import { EventBus } from "../../server/events/bus.ts";
import { Store } from "../../server/store/store.ts";
import { type WebListener, webListener } from "../../server/web-listener.ts";

let dir: string;
let store: Store;
let made: Certificate;
let listener: WebListener;
const events = new EventBus(error => {
  throw error;
});
const open = () => ServerCertificate.open(store, PasswordVault.open(join(dir, "key")), events);
let port: number;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "listener-"));
  store = Store.open(dir);
  made = (await open()).value;
  listener = webListener((request, response) => response.end(`you asked for ${request.url}`), made);
  port = await listener.listen(0);
});
afterAll(async () => {
  await listener.close();
  store.close();
  rmSync(dir, { recursive: true });
});

const get = (path: string, ca = made.cert): Promise<{ status: number; body: string; certificate: Buffer }> =>
  new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path, ca, servername: "localhost", agent: false };
    httpsRequest(options, response => {
      const { raw } = (response.socket as import("node:tls").TLSSocket).getPeerCertificate();
      let body = "";
      response.setEncoding("utf8").on("data", text => {
        body += text;
      });
      response.once("end", () => resolve({ status: response.statusCode ?? 0, body, certificate: raw }));
    })
      .once("error", reject)
      .end();
  });

/** What the far end says to these bytes, until it closes. */
const say = (bytes: string | Buffer): Promise<string> =>
  new Promise(resolve => {
    let heard = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("latin1").on("data", text => {
      heard += text;
    });
    socket.on("error", () => {});
    socket.once("close", () => resolve(heard));
  });

describe("the web listener", () => {
  it("serves HTTPS with the certificate, which names localhost and this host's addresses", async () => {
    const answer = await get("/a");
    expect(answer).toMatchObject({ status: 200, body: "you asked for /a" });
    const { subjectAltName, checkIP } = new X509Certificate(answer.certificate);
    expect(subjectAltName).toContain("DNS:localhost");
    expect(checkIP.call(new X509Certificate(answer.certificate), "127.0.0.1")).toBe("127.0.0.1");
  });

  it("sends plain HTTP on the same port to HTTPS", async () => {
    const answer = await say(
      "POST /login?x=1 HTTP/1.1\r\nHost: bmc.example:8443\r\nContent-Length: 0\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 308 /);
    expect(answer).toMatch(/^Location: https:\/\/bmc\.example:8443\/login\?x=1\r$/m);
  });

  it("lives on after bytes that are neither", async () => {
    await say(Buffer.from([0x16, 0x03, 0x01, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0]).fill(0xaa, 5));
    await say(Buffer.from([0, 1, 2, 3, 0xff, 0x0a, 0x0a]));
    expect((await get("/b")).status).toBe(200);
  });

  it("closes at once although somebody connected and never said anything", async () => {
    const other = webListener((_, response) => response.end(), made);
    const otherPort = await other.listen(0);
    const silent = connect(otherPort, "127.0.0.1");
    await new Promise(resolve => silent.once("connect", resolve));
    const closed = new Promise(resolve => silent.once("close", resolve));
    await other.close();
    await closed;
  });
});

describe("a new certificate", () => {
  it("is what those get who connect from now on, and breaks no connection that stands", async () => {
    const { fingerprint256: before } = new X509Certificate((await get("/a")).certificate);
    const standing = tlsConnect({ host: "127.0.0.1", port, ca: made.cert, servername: "localhost" });
    await new Promise(resolve => standing.once("secureConnect", resolve));
    const { pem, key } = await selfSigned([{ CN: ["other"] }], [{ type: "dns", value: "localhost" }], 1);
    listener.renew({ cert: pem, key });
    const { certificate } = await get("/a", pem);
    expect(new X509Certificate(certificate).fingerprint256).not.toBe(before);
    const answer = new Promise(resolve => standing.once("data", data => resolve(`${data}`.split("\r\n")[0])));
    standing.write("GET /b HTTP/1.1\r\nHost: localhost\r\n\r\n");
    expect(await answer).toBe("HTTP/1.1 200 OK");
    standing.destroy();
    listener.renew(made);
  });
});

describe("the certificate", () => {
  it("is the same after a restart, and its key is in no file as it is", async () => {
    expect((await open()).value).toEqual(made);
    expect(JSON.stringify(store.setting("certificate"))).not.toContain("PRIVATE");
  });
});
