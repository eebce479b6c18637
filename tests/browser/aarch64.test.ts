import { expect, it } from "vitest";
import { card, soon } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";

const { open } = pageSuite({ env: { VM_ARCH: "aarch64", POWER_ON_AT_START: "false" } });

it("an aarch64 machine's page offers what the machine has, and nothing that only a PC has", async () => {
  const { page, errors } = await open("#boot");
  const mode = card(page, "Firmware").locator("label", { has: page.getByRole("radio") });
  await soon(() => mode.allTextContents()).toEqual(["UEFI (OVMF)"]);
  const attributes = card(page, "BIOS attributes");
  const screens = attributes.getByLabel("Video adapter").getByRole("option");
  await soon(() => screens.allTextContents()).toEqual(["Virtio GPU", "RAM framebuffer", "None"]);
  expect(await attributes.getByLabel("Boot mode").count()).toBe(0);
  expect(await attributes.getByLabel("Serial port").count()).toBe(0);
  expect(errors).toEqual([]);
});
