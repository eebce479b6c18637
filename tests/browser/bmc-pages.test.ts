import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { logIn, powerState } from "../support/browser.ts";
import { button, card, dialog, goByNavigation, overflow, row, shows, soon } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { userPassword } from "../support/running-bmc.ts";

const suite = pageSuite({
  env: { POWER_ON_AT_START: "true" },
  users: { reader: "ReadOnly", operator: "Operator" },
});
const { open } = suite;

const manager = "/redfish/v1/Managers/1";
const sessions = "/redfish/v1/SessionService/Sessions";

describe("the pages of the BMC", () => {
  for (const width of [1440, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`fit ${width} pixels in ${colorScheme}`, async () => {
        const { page, errors } = await open("#overview", { width, height: 844, colorScheme });
        for (const view of ["Users", "Sessions", "Certificate", "BMC"]) {
          await goByNavigation(page, view);
          await page.getByRole("main", { name: view }).getByRole("heading").first().waitFor();
          await soon(() => page.getByText("Reading …").count()).toBe(0);
          expect(await overflow(page)).toBe(0);
        }
        expect(errors).toEqual([]);
      });
    }
  }

  it("show what they may and change nothing for who may only look", async () => {
    const { page, errors } = await open("#bmc", { user: "reader" });
    await shows(card(page, "This BMC"), /qemu-bmc/);
    expect(await button(page, "Restart the BMC").isDisabled()).toBe(true);
    expect(await button(page, "Reset to defaults").isDisabled()).toBe(true);
    expect(await button(card(page, "Clock"), "Set").isDisabled()).toBe(true);
    await shows(card(page, "The BMC's own log"), /Page and Redfish/);
    await goByNavigation(page, "Certificate");
    await shows(page.getByRole("main"), /Only administrators may read and change it/);
    expect(errors).toEqual([]);
  });
});

describe("the sessions", () => {
  // A browser that is closed leaves its session behind.
  beforeEach(async () => {
    const { Members } = (await suite.bmc.curl(sessions)).body as { Members: { "@odata.id": string }[] };
    for (const each of Members) await suite.bmc.curl(each["@odata.id"], "-X", "DELETE");
  });

  it("show who is there from where, and mark one's own", async () => {
    const { page } = await open("#sessions");
    await open("#sensors", { user: "operator" });
    await shows(row(page, "operator"), /Operator.*127\.0\.0\.1.*This page.*less than a minute/);
    const { headers } = await suite.bmc.curl(
      sessions,
      "--json",
      JSON.stringify({ UserName: "reader", Password: userPassword }),
    );
    expect(headers).toMatch(/x-auth-token/i);
    await shows(row(page, "reader"), /ReadOnly.*Redfish/);
    await shows(page.getByRole("row").filter({ hasText: "You" }), /admin.*In use/);
  });

  it("are ended after a question, and whoever used one has to log in again", async () => {
    const { page } = await open("#sessions");
    const other = await open("#sensors", { user: "operator" });
    await row(other.page, "Fan 1").waitFor();
    const own = button(page, "End the session of operator from 127.0.0.1").last();
    await own.click();
    await shows(dialog(page), /logged out at once/);
    await button(dialog(page), "End the session").click();
    await shows(other.page.locator("form"), /Your session has ended/);
  });

  it("of others stay hidden from who may not manage the BMC", async () => {
    await open("#sensors");
    const { page } = await open("#sessions", { user: "operator" });
    await shows(page.getByRole("row").nth(1), /operator.*You/);
    await shows(page.getByRole("main"), /not shown to your role/);
    expect(await row(page, "admin").count()).toBe(0);
    expect(await button(page, "Change").count()).toBe(0);
  });

  it("end by themselves after a time that an administrator sets", async () => {
    const { page } = await open("#sessions");
    await shows(page.getByRole("main"), /ends when nobody uses it for 30 min/);
    await button(page, "Change").click();
    await dialog(page).getByLabel("Minutes without use").fill("90");
    await button(dialog(page), "Save").click();
    await shows(page.getByRole("main"), /uses it for 1 h 30 min/);
    expect((await suite.bmc.curl("/redfish/v1/SessionService")).body.SessionTimeout).toBe(5400);
  });
});

describe("the certificate", () => {
  /** What openssl says of a file that is in a folder of ours. */
  const openssl = (...args: string[]): string =>
    execFileSync("openssl", args, { cwd: suite.folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

  it("is the one that TLS shows, with a word on who has signed it", async () => {
    const { page } = await open("#certificate");
    const present = openssl("s_client", "-connect", `127.0.0.1:${suite.bmc.webPort}`, "-showcerts");
    const pem = /-----BEGIN.+?-----END CERTIFICATE-----/s.exec(present)?.[0] ?? "";
    await shows(card(page, "In use now"), new X509Certificate(pem).fingerprint256);
    await shows(card(page, "In use now"), /The BMC has signed it itself/);
  });

  it("is replaced by one that an authority makes of a request", async () => {
    const { page } = await open("#certificate");
    await button(page, "Make a signing request").click();
    await dialog(page).getByLabel("Common name").fill("bmc.example");
    await dialog(page).getByLabel("All its names and addresses").fill("bmc.example\n127.0.0.1");
    await dialog(page).getByLabel("Country").fill("JP");
    await button(dialog(page), "Make").click();
    const request = page.getByRole("textbox", { name: "Certificate signing request" });
    await soon(() => request.inputValue()).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----/);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      button(page, "Download the request").click(),
    ]);
    await file.saveAs(join(suite.folder, "bmc.csr"));
    expect(openssl("req", "-in", "bmc.csr", "-noout", "-subject", "-verify")).toMatch(/bmc\.example/);

    const authority = ["-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Example CA"];
    openssl("req", ...authority, "-keyout", "ca.key", "-out", "ca.crt", "-days", "30");
    const signing = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-copy_extensions", "copy"];
    openssl("x509", "-req", "-in", "bmc.csr", ...signing, "-days", "20", "-out", "bmc.crt");

    await button(page, "Install a certificate").click();
    await dialog(page).getByLabel("Certificate in PEM form").fill("no certificate");
    await button(dialog(page), "Install").click();
    await shows(dialog(page).getByRole("alert"), /no PEM certificate/);
    await dialog(page).getByLabel("From files").setInputFiles(join(suite.folder, "bmc.crt"));
    const text = dialog(page).getByLabel("Certificate in PEM form");
    await soon(() => text.inputValue()).toBe(readFileSync(join(suite.folder, "bmc.crt"), "utf8"));
    await button(dialog(page), "Install").click();
    await shows(card(page, "In use now"), /bmc\.example, JP.*Example CA/);
    await shows(card(page, "In use now").getByRole("alert"), /expires in (19|20) days/);
    expect(openssl("s_client", "-connect", `127.0.0.1:${suite.bmc.webPort}`, "-CAfile", "ca.crt")).toMatch(
      /Verify return code: 0 \(ok\)/,
    );
  });
});

describe("the BMC", () => {
  it("tells what it is, and everybody what it is called", async () => {
    const { page } = await open("#bmc");
    await shows(card(page, "This BMC"), /Version\d/);
    await button(page, "Change the identification").click();
    await dialog(page).getByLabel("Identification").fill("rack 7, unit 12");
    await button(dialog(page), "Save").click();
    await shows(card(page, "This BMC"), /rack 7, unit 12/);
    expect(await suite.bmc.ipmitool("dcmi", "get_mc_id_string")).toContain("rack 7, unit 12");
  });

  it("has a clock with a time zone", async () => {
    const { page } = await open("#bmc");
    await button(card(page, "Clock"), "Set").click();
    await dialog(page).getByLabel("Time zone of the BMC").fill("+09:00");
    await dialog(page).getByLabel("Date and time").fill("2031-05-06T12:00:00");
    await button(dialog(page), "Save").click();
    await shows(card(page, "Clock"), /2031.*UTC \+09:00/);
    expect((await suite.bmc.curl(manager)).body.DateTime).toMatch(/^2031-05-06T.*\+09:00$/);
    await button(card(page, "Clock"), "Set it").click();
    await soon(() => card(page, "Clock").textContent()).not.toMatch(/2031/);
  });

  it("shows its own log as it grows, by severity and words, and gives it as a file", async () => {
    const { page } = await open("#bmc");
    const log = card(page, "The BMC's own log");
    await shows(log, /Page and Redfish/);
    await suite.bmc.ipmitool("chassis", "identify", "5");
    await suite.bmc.curl(manager, "-u", "nobody:wrong");
    await shows(log.getByRole("listitem").first(), /nobody/);
    await log.getByLabel("Severity in the BMC's log").selectOption("Warnings and worse");
    await soon(() => log.getByRole("listitem").filter({ hasText: "Page and Redfish" }).count()).toBe(0);
    await log.getByLabel("Severity in the BMC's log").selectOption("Everything");
    await log.getByLabel("Search the BMC's log").fill("page and redfish");
    await soon(() => log.getByRole("listitem").count()).toBe(1);
    const [file] = await Promise.all([page.waitForEvent("download"), button(log, "Download").click()]);
    expect(file.suggestedFilename()).toMatch(/^bmc-.*\.log$/);
    expect(readFileSync(await file.path(), "utf8")).toMatch(/^\d{4}-\S+ OK Page and Redfish: .*\n$/);
  });

  it("tells a subscriber that was added, until it is removed", async () => {
    const heard: string[] = [];
    const receiver = createServer((request, response) => {
      request.setEncoding("utf8").on("data", text => heard.push(text));
      request.on("end", () => response.end());
    });
    await new Promise<void>(resolve => receiver.listen(0, "127.0.0.1", resolve));
    const destination = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
    try {
      const { page } = await open("#bmc");
      const subscriptions = card(page, "Event subscriptions");
      await shows(subscriptions, /Nobody has subscribed/);
      await button(subscriptions, "Add a subscription").click();
      await dialog(page).getByLabel("Destination").fill(destination);
      await dialog(page).getByLabel("Context").fill("lab 3");
      await button(dialog(page), "Add").click();
      await shows(row(subscriptions, destination), /lab 3.*Events.*Active/);
      await button(subscriptions, "Send a test event").click();
      await soon(() => heard.join("")).toMatch(/TestMessage/);
      await button(subscriptions, `Suspend ${destination}`).click();
      await shows(row(subscriptions, destination), /Suspended/);
      await button(subscriptions, `Remove ${destination}`).click();
      await button(dialog(page), "Remove").click();
      await shows(subscriptions, /Nobody has subscribed/);
    } finally {
      receiver.close();
    }
  });

  it("restarts after a question, and the page comes back to where it was", async () => {
    const { page } = await open("#bmc", { width: 390, height: 844 });
    const { qemuPid } = suite.bmc;
    await button(page, "Restart the BMC").click();
    await button(dialog(page), "Restart the BMC").click();
    await shows(page.getByRole("alert"), /The BMC restarts/, 20);
    await soon(() => page.getByRole("alert").count(), 40).toBe(0);
    await shows(powerState(page), "On");
    await shows(card(page, "Diagnostics"), /Up forless than a minute/);
    expect(suite.bmc.qemuPid).toBe(qemuPid);
  });

  it("forgets what was set only for who types its name", async () => {
    const { page } = await open("#bmc");
    await button(page, "Reset to defaults").click();
    await shows(dialog(page), /forgets what was set and restarts/);
    await dialog(page).getByLabel("What it forgets").selectOption("All but the network and the users");
    const word = dialog(page).getByRole("textbox");
    await word.fill("yes");
    await button(dialog(page), "Reset to defaults").click();
    await shows(dialog(page).getByRole("alert"), /to be sure/);
    const label =
      (await dialog(page)
        .getByText(/^Type .* to be sure$/)
        .textContent()) ?? "";
    await word.fill(label.replace(/^Type (.*) to be sure$/, "$1"));
    await button(dialog(page), "Reset to defaults").click();
    await soon(() => page.getByLabel("Password").count(), 40).toBe(1);
    await logIn(page);
    await shows(powerState(page), "On");
    await shows(card(page, "This BMC"), /IdentificationDCMI/);
    await goByNavigation(page, "Users");
    await row(page, "operator").waitFor();
  });
});
