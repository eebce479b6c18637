import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { goByAddress, logIn, power, powerState, screenCanvas } from "../support/browser.ts";
import { type Nginx, startNginx } from "../support/nginx.ts";
import { shows, terminal } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { views } from "../support/page-views.ts";
import { password, userName } from "../support/running-bmc.ts";

/** Seconds: longer than the server's pings are apart, and shorter than nginx's own, so that the proof is, too. */
const readTimeout = 26;

const suite = pageSuite({ env: { WEB_TLS: "false" } });
let nginx: Nginx;

beforeAll(async () => {
  nginx = await startNginx(suite.bmc.webPort, readTimeout);
});
afterAll(() => nginx?.close());

async function open(url: string) {
  const { page, errors } = await suite.visit({ url });
  const addresses: string[] = [];
  const closed: string[] = [];
  page.on("request", request => addresses.push(request.url()));
  page.on("websocket", socket => {
    addresses.push(socket.url());
    socket.on("close", () => closed.push(new URL(socket.url()).pathname));
  });
  return { page, errors, addresses, closed };
}

async function showsBothConsoles(page: Page): Promise<void> {
  await goByAddress(page, "console");
  await screenCanvas(page).waitFor({ timeout: 20_000 });
  await shows(terminal(page), "login:", 60);
}

describe("behind nginx, under a path", () => {
  it("all of the page works, over plain HTTP, and asks for nothing outside of that path", async () => {
    const { page, errors, addresses } = await open(nginx.url);
    await logIn(page);
    await showsBothConsoles(page);
    for (const view of views) await goByAddress(page, view);
    await goByAddress(page, "overview");
    const serviceRoot = await page.getByRole("link", { name: "Service root" }).getAttribute("href");
    const answer = await page.request.get(new URL(serviceRoot ?? "", page.url()).href);
    expect(await answer.json()).toMatchObject({ "@odata.id": "/redfish/v1/" });
    await power(page).getByRole("button", { name: "More power actions" }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await expect.poll(() => powerState(page).textContent()).toContain("Paused");
    await page.reload();
    await expect.poll(() => powerState(page).textContent()).toContain("Paused");
    await suite.bmc.ipmitool("chassis", "power", "on");
    await expect.poll(() => powerState(page).textContent()).toContain("On");
    const { host } = new URL(nginx.url);
    expect(
      addresses.filter(each => !each.match(`^(http|ws)://${host}/vm7/`) && !/^(data|blob):/.test(each)),
    ).toEqual([]);
    expect(addresses.filter(each => each.startsWith("ws:")).length).toBeGreaterThanOrEqual(3);
    expect(errors).toEqual([]);
  });

  it("the cookie belongs to that path, is no script's, and is Secure over HTTPS alone", async () => {
    for (const [url, secure] of [
      [nginx.url, false],
      [nginx.tlsUrl, true],
    ] as const) {
      const { page } = await open(url);
      await logIn(page);
      await expect.poll(() => powerState(page).textContent()).toContain("On");
      const [cookie] = await page.context().cookies();
      expect(cookie).toMatchObject({ path: "/vm7", secure, httpOnly: true, sameSite: "Strict" });
    }
  });

  it("both consoles work over HTTPS, too", async () => {
    const { page, errors } = await open(nginx.tlsUrl);
    await logIn(page);
    await showsBothConsoles(page);
    expect(errors).toEqual([]);
  });

  it("another site's WebSocket is refused", async () => {
    const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
    const answerTo = (origin: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${nginx.url.replace("http", "ws")}/ws/events`, {
          origin,
          headers: { authorization },
        });
        socket.once("open", () => resolve(101)).once("open", () => socket.close());
        socket.once("unexpected-response", (_request, { statusCode = 0 }) => resolve(statusCode));
        socket.once("error", reject);
      });
    expect(await answerTo("http://elsewhere.example")).toBe(403);
    expect(await answerTo(new URL(nginx.url).origin)).toBe(101);
  });

  it("an image that is larger than nginx's usual bound goes through", async () => {
    const slot = "/redfish/v1/Systems/1/VirtualMedia/Cd1";
    const form = new FormData();
    form.set(
      "UpdateParameters",
      new Blob([JSON.stringify({ Targets: [slot] })], { type: "application/json" }),
    );
    const image = Buffer.concat([elToritoImage(bootSector("X")), Buffer.alloc(8 * 1024 * 1024)]);
    form.set("UpdateFile", new Blob([image]), "large.iso");
    const headers = { authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}` };
    const pushed = await fetch(`${nginx.url}/redfish/v1/UpdateService/update-multipart`, {
      method: "POST",
      headers,
      body: form,
    });
    expect(pushed.status).toBe(202);
    const inserted = async (): Promise<unknown> =>
      ((await (await fetch(nginx.url + slot, { headers })).json()) as { ImageName: unknown }).ImageName;
    await expect.poll(inserted).toBe("large.iso");
  });

  it("what is silent for longer than nginx allows stays open, and only the BMC's pings keep it so", async () => {
    const patient = await open(nginx.url);
    const hasty = await open(nginx.hastyUrl);
    for (const { page } of [patient, hasty]) {
      await logIn(page);
      await showsBothConsoles(page);
    }
    // A machine that stands still has nothing to say on either console.
    await suite.bmc.ipmitool("chassis", "power", "off");
    await patient.page.getByText("The machine is off").first().waitFor();
    await expect.poll(() => patient.closed).toEqual(["/vm7/ws/display"]);
    patient.closed.length = 0;
    await patient.page.waitForTimeout((readTimeout + 3) * 1000);
    expect(patient.closed).toEqual([]);
    expect(hasty.closed).toContain("/hasty/ws/events");
    await suite.bmc.ipmitool("chassis", "power", "on");
    await expect.poll(() => powerState(patient.page).textContent()).toContain("On");
  });
});
