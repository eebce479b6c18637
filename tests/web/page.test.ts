import { get, type IncomingMessage } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PageServer, pageServer } from "./page-server.ts";

let server: PageServer;
beforeEach(async () => {
  server = await pageServer();
});
afterEach(() => server.close());

/** `fetch` would hide the encoding. */
const plainGet = (url: string, headers: Record<string, string>): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(url, { headers }, response => resolve(response.resume())).on("error", reject);
  });

describe("the files of the page", () => {
  it("lets the browser keep hashed files for ever and ask for the page each time", async () => {
    const index = await fetch(`${server.url}/`);
    expect(await index.text()).toContain("<title>page</title>");
    expect(index.headers.get("cache-control")).toBe("no-cache");
    const script = await fetch(`${server.url}/assets/page-1234.js`);
    expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["identity", undefined],
  ])("serves what was compressed at build time to who accepts %s", async (accepts, encoding) => {
    const response = await plainGet(`${server.url}/assets/page-1234.js`, { "accept-encoding": accepts });
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-encoding"]).toBe(encoding);
    expect(response.headers["content-type"]).toMatch(/javascript/);
  });

  it("forbids inline script and style, other sites' frames and all that comes from elsewhere", async () => {
    const { headers } = await fetch(`${server.url}/`);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-|https?:|\*/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("leaves what it does not have to others", async () => {
    expect((await fetch(`${server.url}/redfish`)).status).toBe(404);
    expect((await fetch(`${server.url}/assets/../../state/state.sqlite`)).status).toBe(404);
  });

  it("says what to do when the page has not been built", async () => {
    const unbuilt = await pageServer({ built: false });
    const response = await fetch(`${unbuilt.url}/`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("npm run build");
    await unbuilt.close();
  });
});
