import { beforeAll, describe, expect, it } from "vitest";
import { goByAddress, logIn, screenCanvas } from "../support/browser.ts";
import { pageSuite } from "../support/page-suite.ts";
import { views } from "../support/page-views.ts";
import { consoleTime, pageWeight } from "../support/page-weight.ts";

const suite = pageSuite();
beforeAll(() => suite.bmc.guestPrints("login:"));

describe("a tour of all views", () => {
  it.each([1440, 390])("has no error at %i pixels, and asks nobody else for anything", async width => {
    const { page, errors } = await suite.visit({ width, height: 844 });
    const hosts = new Set<string>();
    page.on("request", request => {
      if (!/^(blob|data):/.test(request.url())) hosts.add(new URL(request.url()).host);
    });
    page.on("websocket", socket => hosts.add(new URL(socket.url()).host));
    await page.reload();
    await logIn(page);
    await screenCanvas(page).waitFor();
    for (const view of [...views, "console"]) {
      await goByAddress(page, view);
      expect({ view, errors }).toEqual({ view, errors: [] });
    }
    expect([...hosts]).toEqual([new URL(suite.bmc.url).host]);
  });

  it("is told when a style or script breaks the policy", async () => {
    const { page, errors } = await suite.visit();
    await page.evaluate(`{
      const style = document.createElement("style");
      style.textContent = "body { color: red }";
      document.head.append(style);
    }`);
    await expect.poll(() => errors.join()).toMatch(/Content Security Policy/);
  });
});

describe("the page's weight", () => {
  it("is at most 40 KB, compressed by gzip, until somebody can log in, and little more with the overview", async () => {
    const { login, overview } = await pageWeight(suite.browser, suite.bmc);
    expect(login).toBeGreaterThan(10_000);
    expect(login).toBeLessThan(40 * 1024);
    expect(overview).toBeGreaterThan(login);
    expect(overview).toBeLessThan(60 * 1024);
  });

  it("lets both consoles be used soon after the login", async () => {
    // On a quiet machine it takes less than 1 s, which `npm run bench` shows.
    expect(await consoleTime(suite.browser, suite.bmc)).toBeLessThan(4000);
  });
});

describe("every answer", () => {
  it.each([
    ["/", 200],
    ["/icon.svg", 200],
    ["/login", 401],
    ["/ws/events", 404],
    ["/nothing", 404],
    ["/redfish", 200],
    ["/redfish/v1/", 200],
    ["/redfish/v1/$metadata", 200],
    ["/redfish/v1/Systems/1", 401],
    ["/redfish/v1/nothing", 401],
  ])("of %s (%i) says what it is, and that no other site may use it", async (path, status) => {
    const { headers, ...answer } = await suite.bmc.curl(path, "-u", ":", "-o", "/dev/null", "-D", "-");
    expect(answer.status).toBe(status);
    expect(headers).toMatch(/^x-content-type-options: nosniff\r?$/im);
    const [, policy = ""] = /^content-security-policy: (.*?)\r?$/im.exec(headers) ?? [];
    expect(policy).toMatch(/default-src '(self|none)'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|http|\*/);
    expect(headers).not.toMatch(/^(server|x-powered-by|access-control-allow-origin):/im);
  });
});
