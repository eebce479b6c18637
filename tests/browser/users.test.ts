import { describe, expect, it } from "vitest";
import { powerState } from "../support/browser.ts";
import { button, card, dialog, row, shows, soon } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { userPassword } from "../support/running-bmc.ts";

const suite = pageSuite({
  env: { POWER_ON_AT_START: "true" },
  users: { reader: "ReadOnly", operator: "Operator" },
});
const { open } = suite;

const logsIn = async (userName: string, password: string): Promise<boolean> =>
  (await suite.bmc.curl("/redfish/v1/Systems/1", "-u", `${userName}:${password}`)).status === 200;

describe("the users", () => {
  it("can be added; Redfish's objection stands at the field that it names", async () => {
    const { page, errors } = await open("#users");
    await button(page, "Add a user").click();
    await dialog(page).getByLabel("User name").fill("carol:x");
    await dialog(page).getByLabel("Password", { exact: true }).fill("carols-Secret");
    await dialog(page).getByLabel("Role").selectOption("Operator");
    await button(dialog(page), "Add").click();
    const name = dialog(page).getByLabel("User name");
    await expect.poll(() => name.getAttribute("aria-invalid")).toBe("true");
    await shows(dialog(page).getByRole("alert"), /no colon/);
    await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("UserName");

    await name.fill("carol");
    await button(dialog(page), "Add").click();
    await shows(row(page, "carol"), /Operator.*Enabled/);
    await expect.poll(() => dialog(page).count()).toBe(0);
    expect(await logsIn("carol", "carols-Secret")).toBe(true);
    expect(errors.filter(text => !text.includes("400"))).toEqual([]);
  });

  it("show at once a user that IPMI renames", async () => {
    const { page } = await open("#users");
    await row(page, "reader").waitFor();
    const id = await suite.bmc.addUser("dan", "Operator");
    await row(page, "dan").waitFor({ timeout: 5_000 });
    await suite.bmc.ipmitool("user", "set", "name", id, "dave");
    await row(page, "dave").waitFor({ timeout: 5_000 });
    expect(await row(page, "dan").count()).toBe(0);
  });

  it("can be given another role and password, be disabled and deleted", async () => {
    await suite.bmc.addUser("erin", "Operator");
    const { page } = await open("#users");
    await button(page, "New password for erin").click();
    await dialog(page).getByLabel("New password").fill("erins-Secret");
    await button(dialog(page), "Set").click();
    await expect.poll(() => logsIn("erin", "erins-Secret")).toBe(true);

    await button(page, "Change erin").click();
    await dialog(page).getByLabel("Role").selectOption("ReadOnly");
    await dialog(page).getByLabel("May log in").uncheck();
    await button(dialog(page), "Save").click();
    await shows(row(page, "erin"), /Read only.*Disabled/);
    expect(await logsIn("erin", "erins-Secret")).toBe(false);

    await button(page, "Delete erin").click();
    await button(dialog(page), "Delete").click();
    await expect.poll(() => row(page, "erin").count()).toBe(0);
  });

  it("keep their last administrator, and say why", async () => {
    const { page } = await open("#users");
    await shows(row(page, "admin"), /last administrator.*cannot be deleted/);
    expect(await button(page, "Delete admin").isDisabled()).toBe(true);
    await button(page, "Change admin").click();
    expect(await dialog(page).getByLabel("Role").isDisabled()).toBe(true);
    expect(await dialog(page).getByLabel("May log in").isDisabled()).toBe(true);
    await shows(dialog(page), /last administrator/);
  });

  it("let who may only look see itself alone, and change its own password without leaving", async () => {
    await suite.bmc.addUser("frank", "ReadOnly");
    const { page } = await open("#users", { user: "frank" });
    await row(page, "frank").waitFor();
    expect(await page.getByRole("table").first().getByRole("row").count()).toBe(2);
    expect(await page.getByRole("button", { name: /Add a user|Delete|Change frank/ }).count()).toBe(0);
    await button(page, "New password for frank").click();
    await dialog(page).getByLabel("New password").fill("franks-Own");
    await button(dialog(page), "Set").click();
    await shows(page.getByRole("log"), /has a new password/);
    expect(await logsIn("frank", "franks-Own")).toBe(true);
    expect(await logsIn("frank", userPassword)).toBe(false);
    await page.getByRole("link", { name: "Sensors" }).click();
    await row(page, "Fan 1").waitFor();
    await shows(powerState(page), "On");
  });

  it("are locked after wrong passwords, and unlocked by an administrator", async () => {
    const { page } = await open("#users");
    await shows(card(page, "Passwords"), /After 5 wrong passwords, for 30 s/);
    await button(page, "Change the lock-out").click();
    await dialog(page).getByLabel("Wrong passwords (0: never)").fill("2");
    await dialog(page).getByLabel("Seconds locked (0: until unlocked)").fill("600");
    await button(dialog(page), "Save").click();
    await shows(card(page, "Passwords"), /After 2 wrong passwords, for 10 min/);
    for (let n = 0; n < 3; n++) await suite.bmc.curl("/redfish/v1/Systems/1", "-u", "operator:wrong");
    await shows(row(page, "operator"), /Locked/);
    await button(page, "Unlock operator").click();
    await soon(() => row(page, "operator").textContent()).not.toMatch(/Locked/);
    expect((await suite.bmc.curl("/redfish/v1/Systems/1", "-u", `operator:${userPassword}`)).status).toBe(
      200,
    );
  });

  it("can read what each role may do", async () => {
    const { page } = await open("#users", { user: "reader" });
    const roles = card(page, "What the roles may do");
    await shows(row(roles, "Users and their passwords"), /Yes.*No.*No.*No/);
    await shows(row(roles, "Log in and look"), /Yes.*Yes.*Yes.*No/);
    expect(await button(page, "Change the lock-out").count()).toBe(0);
  });
});
