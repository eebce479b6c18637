import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { firmwareCode } from "../../server/qemu/uefi/firmware-code.ts";
import { powerState } from "../support/browser.ts";
import { firmwareImage } from "../support/firmware-image.ts";
import { button, card, dialog, goByNavigation, overflow, row, shows, soon } from "../support/page-parts.ts";
import { pageSuite } from "../support/page-suite.ts";
import { SerialViewer } from "../support/serial-viewer.ts";
import { firmwareChoice } from "../support/uefi-firmware.ts";

const suite = pageSuite({
  env: { POWER_ON_AT_START: "true", VM_TPM: "true", VM_NETWORK_MODE: "tc", VM_NETWORKS: "eth2" },
  prefix: ["setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin"],
  users: { reader: "ReadOnly" },
});
const { open } = suite;

const system = "/redfish/v1/Systems/1";

const boot = async () => (await suite.bmc.curl(system)).body.Boot as Record<string, unknown>;
const order = async () => `${(await boot()).BootOrder}`;
const attributes = async (uri: string) =>
  (await suite.bmc.curl(`${system}/${uri}`)).body.Attributes as Record<string, unknown>;

describe("the pages of the machine", () => {
  for (const width of [1440, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`fit ${width} pixels in ${colorScheme}`, async () => {
        const { page, errors } = await open("#overview", { width, height: 844, colorScheme });
        for (const view of ["Boot & BIOS", "Hardware", "Network"]) {
          await goByNavigation(page, view);
          await page.getByRole("main", { name: view }).getByRole("heading").first().waitFor();
          await soon(() => page.getByText("Reading …").count()).toBe(0);
          expect(await overflow(page)).toBe(0);
        }
        expect(errors).toEqual([]);
      });
    }
  }

  it("show all and change nothing for who may only look", async () => {
    const { page } = await open("#boot", { user: "reader" });
    await shows(card(page, "Boot order"), /Hard Disk/);
    await card(page, "BIOS attributes").getByLabel("Memory size").waitFor();
    expect(await card(page, "BIOS attributes").locator(":is(input, select):enabled").count()).toBe(0);
    expect(await card(page, "Boot order").locator(":is(input, button):enabled").count()).toBe(0);
    await goByNavigation(page, "Network");
    expect(await page.getByRole("switch", { name: "Cable of nic0" }).isDisabled()).toBe(true);
    expect(await button(page, "Change").isDisabled()).toBe(true);
    await goByNavigation(page, "Hardware");
    await shows(page.getByRole("main"), /Your role may look, but not update/);
  });
});

describe("boot", () => {
  it("gets another order by buttons that keep the focus, and by dragging", async () => {
    const { page } = await open("#boot");
    const list = page.getByRole("list", { name: "Boot order" });
    await shows(list.getByRole("listitem").first(), /Hard Disk/);
    const down = button(list, "Move Hard Disk (disk0) down");
    await down.press("Enter");
    await soon(order).toMatch(/^Boot0101,Boot0001/);
    await shows(list.getByRole("listitem").first(), /CD Drive/);
    const focused = "document.activeElement.getAttribute('aria-label')";
    expect(await page.evaluate(focused)).toBe("Move Hard Disk (disk0) down");
    await shows(
      page.getByRole("status").filter({ hasText: "number 2 of" }),
      /Hard Disk \(disk0\) is number 2/,
    );

    const grip = list.getByRole("listitem").filter({ hasText: "Network Card" }).getByTitle(/^Drag/);
    const from = await grip.boundingBox();
    const to = await list.getByRole("listitem").first().boundingBox();
    if (!from || !to) throw new Error("The list is not to be seen.");
    await page.mouse.move(from.x + 5, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 5, to.y + 20, { steps: 8 });
    await page.mouse.move(from.x + 5, to.y + 2, { steps: 3 });
    await page.mouse.up();
    await soon(order).toMatch(/^Boot0301,Boot0101/);
    await button(page, "Usual order").click();
    await soon(order).toMatch(/^Boot0001,Boot0101/);
  });

  it("leaves a device out that is switched off, and starts once from another", async () => {
    const { page } = await open("#boot");
    const option = async () =>
      (await suite.bmc.curl(`${system}/BootOptions/Boot0201`)).body.BootOptionEnabled;
    const isOn = page.getByRole("switch", { name: "Start from USB Disk (usb0)" });
    await isOn.click();
    await soon(option).toBe(false);
    await soon(() => isOn.isChecked()).toBe(false);
    await isOn.press("Space");
    await soon(option).toBe(true);

    await page.getByRole("button", { name: "Once CD Drive (cd0)" }).click();
    await shows(card(page, "Boot override"), /One boot option, next boot only/);
    expect(await boot()).toMatchObject({ BootNext: "Boot0101", BootSourceOverrideTarget: "UefiBootNext" });
    await suite.bmc.ipmitool("chassis", "bootdev", "none");
  });

  it("knows the address for HTTP boot, and says at the field what is wrong with another", async () => {
    const { page } = await open("#boot");
    await button(page, "Change the address").click();
    const address = dialog(page).getByLabel("Address");
    await address.fill("https://boot.example/a.efi");
    await button(dialog(page), "Save").click();
    await shows(dialog(page).getByRole("alert"), /trusts no HTTPS server/);
    await address.fill("http://boot.example/a.efi");
    await button(dialog(page), "Save").click();
    await shows(card(page, "Firmware"), /http:\/\/boot\.example\/a\.efi/);
    await suite.bmc.patch(system, { Boot: { HttpBootUri: null } });
    await shows(card(page, "Firmware"), /The address that DHCP gives/);
  });
});

describe("the BIOS attributes", () => {
  it("wait for the next start in everybody's sight, and can be taken back", async () => {
    const { page } = await open("#boot");
    const other = await open("#boot", { user: "reader" });
    const bios = card(page, "BIOS attributes");
    await bios.getByLabel("Video adapter").selectOption("Virtio VGA");
    for (const each of [bios, card(other.page, "BIOS attributes")]) {
      await shows(each, /Now Standard VGA; takes effect at the next start/, 5);
      await shows(each.getByRole("status"), /One change takes effect at the next start/);
    }
    expect((await attributes("Bios")).VideoAdapter).toBe("Vga");
    expect((await attributes("Bios/Settings")).VideoAdapter).toBe("VirtioVga");
    await button(bios, "Take back the change of Video adapter").click();
    await soon(() => bios.getByRole("status").count()).toBe(0);

    await bios.getByLabel("Number of processors").fill("2");
    await bios.getByLabel("Number of processors").press("Enter");
    await bios.getByLabel("Real-time clock").selectOption("Local time");
    await shows(bios.getByRole("status"), /2 changes/);
    await button(bios, "Discard").click();
    await soon(() => bios.getByRole("status").count()).toBe(0);
    expect(await attributes("Bios/Settings")).toEqual(await attributes("Bios"));
  });

  it("say at the attribute what the BMC refuses", async () => {
    const { page } = await open("#boot");
    const memory = card(page, "BIOS attributes").getByLabel("Memory size");
    await memory.fill("9999999");
    await memory.press("Tab");
    await shows(card(page, "BIOS attributes").getByRole("alert"), /9999999.*MemorySizeMiB/);
    expect(await memory.getAttribute("aria-invalid")).toBe("true");
    await memory.fill("256");
    await memory.press("Tab");
    await soon(() => card(page, "BIOS attributes").getByRole("alert").count()).toBe(0);
  });

  it("are applied by a power cycle, after a question", async () => {
    const { page } = await open("#boot");
    const bios = card(page, "BIOS attributes");
    await bios.getByLabel("Memory size").fill("320");
    await bios.getByLabel("Memory size").press("Enter");
    await button(bios, "Apply now").click();
    await button(dialog(page), "Power cycle").click();
    await soon(async () => (await attributes("Bios")).MemorySizeMiB, 20).toBe(320);
    await soon(() => bios.getByRole("status").count()).toBe(0);
    await shows(powerState(page), "On");
    await goByNavigation(page, "Hardware");
    await shows(card(page, "Processors and memory"), /320 MiB/);
  });

  it("get their defaults back", async () => {
    const { page } = await open("#boot");
    const bios = card(page, "BIOS attributes");
    await button(bios, "Reset to defaults").click();
    await button(dialog(page), "Reset to defaults").click();
    await shows(bios.getByRole("status"), /all attributes have their defaults/);
    expect((await attributes("Bios/Settings")).MemorySizeMiB).toBe(256);
    await button(bios, "Discard").click();
    await soon(() => bios.getByRole("status").count()).toBe(0);
  });
});

describe("secure boot", () => {
  it("is switched on, and shows whose keys it trusts", async () => {
    const { page } = await open("#boot");
    const secure = card(page, "Secure boot");
    await shows(secure, /legacy mode, which knows no secure boot/);
    const isOn = secure.getByRole("switch", { name: "Secure boot" });
    await isOn.click();
    await soon(() => isOn.isChecked()).toBe(true);
    await secure.getByText("What may start").click();
    await shows(secure.locator("details[open]"), /Microsoft.*valid.*([0-9A-F]{2}:){31}/);
    await isOn.click();
    await soon(() => isOn.isChecked()).toBe(false);
  });
});

describe("the hardware", () => {
  it("is what the guest has", async () => {
    const { page } = await open("#hardware");
    await shows(card(page, "Identity"), /Virtual Server.*QB[0-9A-F]{10}/);
    await shows(card(page, "Processors and memory"), /CPU 0.*QEMU/);
    await shows(row(card(page, "Drives"), "disk0"), /virtio-blk-pci.*MiB/);
    await shows(row(card(page, "Trusted platform module"), "TPM 2.0"), /tpm0.*tpm-crb/);
    await shows(row(card(page, "PCI devices"), "Ethernet controller nic0"), /Red Hat.*1af4:1041/);
    await shows(row(card(page, "Firmware and software"), "qemu-system"), /\d+\.\d+\.\d+/);
  });

  it("takes another UEFI firmware from this computer, says what is wrong with one, and goes back", async () => {
    const { code } = await firmwareCode(firmwareChoice(suite.folder));
    const [wrong, right] = [join(suite.folder, "wrong.fd"), join(suite.folder, "right.fd")];
    writeFileSync(wrong, Buffer.alloc(4096, 7));
    writeFileSync(right, firmwareImage(statSync(code).size));
    const { page } = await open("#hardware");
    const update = card(page, "Update the UEFI firmware");
    await update.getByLabel("Firmware file").setInputFiles(wrong);
    await button(update, "Update").click();
    await shows(
      update.getByRole("status").or(update.getByRole("alert")).first(),
      /unknown|format|wrong\.fd/i,
    );
    await update.getByLabel("Firmware file").setInputFiles(right);
    await button(update, "Update").click();
    await shows(update.getByRole("status"), /right\.fd/, 20);
    await shows(row(card(page, "Firmware and software"), "UEFI Firmware Replacement"), /right\.fd/);
    await button(update, "Back to the installed one").click();
    await button(dialog(page), "Back to the installed one").click();
    await soon(() => row(page, "UEFI Firmware Replacement").count()).toBe(0);
  });
});

describe("the network", () => {
  it("is QEMU's own without the right to hand over the container's, and says so", async () => {
    const { page } = await open("#network");
    await shows(card(page, "The machine's network cards"), /QEMU's own network:.* capability NET_ADMIN/);
  });

  it("cuts a cable, which the guest sees as a carrier lost", async () => {
    const viewer = await SerialViewer.open(suite.bmc);
    // The power cycle above has begun a boot that must have come to its prompt.
    await suite.bmc.guestPrints("login:", suite.bmc.serialLog.lastIndexOf("Loading linux"));
    await viewer.shows("login:");
    const from = viewer.seen.length;
    viewer.type("root\r");
    await viewer.shows("~ # ", 30, from);
    await viewer.run("ip link set eth0 up");
    const carrier = async () => /^([01])\r$/m.exec(await viewer.run("cat /sys/class/net/eth0/carrier"))?.[1];
    await soon(carrier).toBe("1");
    const { page } = await open("#network");
    const cable = page.getByRole("switch", { name: "Cable of nic0" });
    await cable.click();
    await shows(row(page, "nic0"), /Down.*Cut/);
    await soon(carrier).toBe("0");
    await cable.click();
    await shows(row(page, "nic0"), /Up.*Plugged in/);
    await soon(carrier).toBe("1");
    viewer.close();
  });

  it("sets time servers and SSDP, as Redfish then says", async () => {
    const { page } = await open("#network");
    const protocols = async () => (await suite.bmc.curl("/redfish/v1/Managers/1/NetworkProtocol")).body;
    await button(page, "Change NTP").click();
    await dialog(page).getByLabel("Time servers", { exact: true }).fill("time.example\n192.0.2.9 ");
    await button(dialog(page), "Save").click();
    await shows(row(page, "NTP"), /time\.example, 192\.0\.2\.9/);
    expect((await protocols()).NTP).toMatchObject({
      ProtocolEnabled: false,
      NTPServers: ["time.example", "192.0.2.9"],
    });
    await button(page, "Change SSDP").click();
    await dialog(page).getByLabel("Seconds between messages").fill("90");
    await button(dialog(page), "Save").click();
    await shows(row(page, "SSDP"), /every 90 s/);
  });

  it("warns before the BMC's address is changed, and refuses one that no interface can have", async () => {
    const { page } = await open("#network");
    await button(card(page, "The BMC's interface"), "Change").click();
    await shows(dialog(page), /this page goes away/);
    await dialog(page).getByRole("radio", { name: "The BMC", exact: true }).check();
    await dialog(page).getByLabel("Netmask").fill("255.0.255.0");
    await button(dialog(page), "Save").click();
    await shows(dialog(page).getByRole("alert"), /SubnetMask/);
    await button(dialog(page), "Cancel").click();
  });
});
