import { connect as connectTcp } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { selfSigned } from "../../server/bmc/key-pair.ts";
import { answerClientError } from "../../server/client-error.ts";
import { type ConnectionBounds, type WebListener, webListener } from "../../server/web-listener.ts";
import { eventually } from "../support/eventually.ts";

const patient: ConnectionBounds = {
  connections: 512,
  firstByte: 60_000,
  handshake: 60_000,
  headers: 60_000,
  checks: 50,
};
const hurried: ConnectionBounds = { ...patient, firstByte: 500, handshake: 500, headers: 500 };

/** A server over TLS that tells what it was asked. */
async function serve(bounds: ConnectionBounds) {
  const { pem, key } = await selfSigned([{ CN: ["bmc"] }], [{ type: "dns", value: "localhost" }], 1);
  let listener: WebListener | undefined;
  const app = fastify({
    clientErrorHandler: answerClientError,
    serverFactory: handler => {
      listener = webListener(handler, { cert: pem, key }, bounds);
      return listener.server;
    },
  });
  app.all("/*", async ({ url, body }) => `${url} ${JSON.stringify(body ?? null)}\n`);
  await app.ready();
  const port = (await listener?.listen(0)) ?? 0;
  return { port, [Symbol.asyncDispose]: async () => listener?.close() };
}

let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  server = await serve(patient);
});
afterAll(() => server[Symbol.asyncDispose]());

async function open({ port } = server): Promise<TLSSocket> {
  const socket = connectTls({ host: "127.0.0.1", port, rejectUnauthorized: false });
  socket.on("error", () => {});
  await new Promise((resolve, reject) => {
    socket.once("secureConnect", resolve);
    socket.once("close", () => reject(new Error("Turned away.")));
  });
  return socket;
}

const closed = (socket: TLSSocket): Promise<unknown> =>
  new Promise(resolve => (socket.destroyed ? resolve(undefined) : socket.once("close", resolve)));

/** @returns all that has been heard up to now */
function listen(socket: TLSSocket): () => string {
  let heard = "";
  socket.on("data", (data: Buffer) => {
    heard += data.toString("latin1");
  });
  return () => heard;
}

/** What the server says to these bytes over TLS, until it closes. */
async function say(text: string, where = server): Promise<string> {
  const socket = await open(where);
  const heard = listen(socket);
  socket.write(text, "latin1");
  await closed(socket);
  return heard();
}

const statuses = (heard: string): readonly string[] =>
  [...heard.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status = ""]) => status);

const get = (path: string, ...headers: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, "Host: bmc", ...headers, "", ""].join("\r\n");
const post = (headers: readonly string[], body: string): string =>
  ["POST /first HTTP/1.1", "Host: bmc", "Content-Type: application/json", ...headers, "", body].join("\r\n");
const hidden = get("/hidden");

describe("what is no request that can be routed", () => {
  it.each([
    ["a method that nobody knows", "FAKEMETHODFORTEST / HTTP/1.1\r\nHost: bmc\r\n\r\n", "501"],
    ["more headers than there is room for", get("/", `X-Long: ${"a".repeat(20_000)}`), "431"],
    ["a URI longer than there is room for", get(`/${"a".repeat(20_000)}`), "431"],
    ["no protocol", "GET /\r\n\r\n", "400"],
    ["another protocol", "GET / FTP/1.1\r\nHost: bmc\r\n\r\n", "400"],
    ["no host", "GET / HTTP/1.1\r\n\r\n", "400"],
    ["a NUL in a header", get("/", "X-Odd: a\0b"), "400"],
    ["a blank before the colon", get("/", "X-Odd : a"), "400"],
    ["a header folded over two lines", get("/", "X-Odd: a\r\n b: c"), "400"],
    ["a length that is none", post(["Content-Length: -1"], ""), "400"],
    ["a chunk whose size is none", post(["Transfer-Encoding: chunked"], "zz\r\n{}\r\n0\r\n\r\n"), "400"],
    ["an expectation that nobody can meet", get("/", "Expect: tea", "Connection: close"), "417"],
  ])("%s is answered, and nothing after it", async (_, text, status) => {
    expect(statuses(await say(text + hidden))[0]).toBe(status);
  });
});

describe("a request that two readers could cut at different places", () => {
  const chunked = "Transfer-Encoding: chunked";
  it.each([
    ["Content-Length and Transfer-Encoding", post(["Content-Length: 5", chunked], `0\r\n\r\n${hidden}`)],
    ["Transfer-Encoding and Content-Length", post([chunked, "Content-Length: 5"], `0\r\n\r\n${hidden}`)],
    ["two lengths", post(["Content-Length: 2", "Content-Length: 0"], `{}${hidden}`)],
    ["a list of lengths", post(["Content-Length: 2, 2"], `{}${hidden}`)],
    ["a coding that is nearly chunked", post(["Transfer-Encoding: xchunked"], `0\r\n\r\n${hidden}`)],
    ["chunked as the first of two", post(["Transfer-Encoding: chunked, gzip"], `0\r\n\r\n${hidden}`)],
    [
      "chunked hidden by a tab",
      post(["Transfer-Encoding:\tchunked", "Content-Length: 4"], `0\r\n\r\n${hidden}`),
    ],
    ["lines that end in LF alone", `POST /first HTTP/1.1\nHost: bmc\nContent-Length: 0\n\n${hidden}`],
  ])("is refused as a whole: %s", async (_, text) => {
    const heard = await say(text);
    expect(statuses(heard)).toEqual(["400"]);
    expect(heard).not.toContain("/hidden");
  });
});

it("requests that come before the answers to those before them are answered in their order", async () => {
  const last = get("/c", "Connection: close");
  const heard = await say(get("/a") + post(["Content-Length: 7"], '{"n":1}') + last);
  expect(heard.match(/^\/\S+ .*$/gm)).toEqual(["/a null", '/first {"n":1}', "/c null"]);
});

it("who asks first whether to send a body is told to", async () => {
  const socket = await open();
  const heard = listen(socket);
  socket.write(post(["Content-Length: 2", "Expect: 100-continue", "Connection: close"], ""));
  await eventually(() => heard() === "HTTP/1.1 100 Continue\r\n\r\n", 5, heard);
  socket.write("{}");
  await closed(socket);
  expect(statuses(heard())).toEqual(["100", "200"]);
});

describe("who does not get on", () => {
  it("and sends header after header, but never the last, is told so and loses the connection", async () => {
    await using hurry = await serve(hurried);
    const socket = await open(hurry);
    const heard = listen(socket);
    socket.write("GET / HTTP/1.1\r\nHost: bmc\r\n");
    const drip = setInterval(() => socket.write("X-More: 1\r\n"), 20);
    await closed(socket);
    clearInterval(drip);
    expect(statuses(heard())).toEqual(["408"]);
  });

  it.each([
    ["says nothing at all", Buffer.alloc(0)],
    ["begins a TLS handshake and goes no further", Buffer.from([0x16, 3, 1, 2, 0])],
    ["begins a plain request and goes no further", Buffer.from("GET / HTTP/1.1\r\n")],
  ])("and %s loses the connection", async (_, bytes) => {
    await using hurry = await serve(hurried);
    const socket = connectTcp(hurry.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.resume().write(bytes);
    await new Promise(resolve => socket.once("close", resolve));
  });
});

it("clients beyond the bound are turned away, and let in when others have left", async () => {
  await using small = await serve({ ...patient, connections: 4 });
  const inside = await Promise.all(Array.from({ length: 4 }, () => open(small)));
  await expect(open(small)).rejects.toThrow("Turned away.");
  for (const socket of inside) socket.destroy();
  let heard = "";
  // Until the server has seen that they have left.
  while (heard === "") heard = await say(get("/", "Connection: close"), small).catch(() => "");
  expect(statuses(heard)).toEqual(["200"]);
});

it("closing ends connections that are kept for later requests, and handshakes", async () => {
  const other = await serve(patient);
  const kept = await open(other);
  kept.write(get("/"));
  await new Promise(resolve => kept.once("data", resolve));
  const greeting = connectTcp(other.port, "127.0.0.1");
  greeting.on("error", () => {}).resume();
  greeting.write(Buffer.from([0x16, 3, 1, 2, 0]));
  const left = new Promise(resolve => greeting.once("close", resolve));
  await Promise.all([other[Symbol.asyncDispose](), closed(kept), left]);
});
