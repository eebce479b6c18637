import { createHash, randomBytes } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import { powerState } from "../support/browser.ts";
import { imageServer } from "../support/image-server.ts";
import { card, dialog, overflow, row, shows } from "../support/page-parts.ts";
import { type OpenOptions, pageSuite } from "../support/page-suite.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const suite = pageSuite({ env: { POWER_ON_AT_START: "true" } });
const open = (options?: OpenOptions) => suite.open("#media", options);

const images = "/redfish/v1/Managers/1/Oem/QemuBmc/Images";
const cd = "/redfish/v1/Systems/1/VirtualMedia/Cd1";
const iso = elToritoImage(bootSector("BOOTED FROM THE LIBRARY\r\n"));
const large = 300_000_000;

/** A file that is mostly holes, with a beginning and an end of its own. @returns its path and SHA-256 */
function fileOf(name: string, size: number): { path: string; sha256: string } {
  const path = join(suite.folder, name);
  const tail = randomBytes(4096);
  const descriptor = openSync(path, "w");
  writeSync(descriptor, iso, 0, iso.length, 0);
  writeSync(descriptor, tail, 0, tail.length, size - tail.length);
  closeSync(descriptor);
  const hash = createHash("sha256").update(iso);
  const zeroes = Buffer.alloc(2 ** 20);
  for (let left = size - iso.length - tail.length; left > 0; left -= zeroes.length) {
    hash.update(zeroes.subarray(0, Math.min(left, zeroes.length)));
  }
  return { path, sha256: hash.update(tail).digest("hex") };
}

const dock = (page: Page) => card(page, "Transfers");

/** Gives the page a file as its file chooser does. */
async function choose(page: Page, file: Parameters<Page["setInputFiles"]>[1]): Promise<void> {
  await page.locator("input[type=file]").first().setInputFiles(file);
  await dialog(page).getByText("Upload it to the BMC's library").waitFor();
}

async function upload(page: Page, file: Parameters<Page["setInputFiles"]>[1]): Promise<void> {
  await choose(page, file);
  await dialog(page).getByText("Upload it to the BMC's library").click();
  await dialog(page).getByLabel("Then").selectOption({ label: "Only keep it" });
  await dialog(page).getByRole("button", { name: "Upload" }).click();
}

interface Image {
  readonly "@odata.id": string;
  readonly FileName: string;
  readonly ImageState: string;
  readonly ReceivedBytes: number;
  readonly SHA256?: string;
}
const library = async (): Promise<readonly Image[]> =>
  (await suite.bmc.curl(`${images}?$expand=.`)).body.Members as readonly Image[];
const imageOf = async (name: string): Promise<Image | undefined> =>
  (await library()).find(({ FileName }) => FileName === name);
const received = async (name: string): Promise<number> => (await imageOf(name))?.ReceivedBytes ?? 0;
const medium = async () => (await suite.bmc.curl(cd)).body;

describe("an upload", () => {
  it("of 300 MB goes on after the BMC was killed, and its checksum is right", async () => {
    const { path, sha256 } = fileOf("large.iso", large);
    const { page } = await open();
    await upload(page, path);
    await shows(dock(page), /large\.iso\d+ % · .*MB\/s · .*left/);
    await expect.poll(() => received("large.iso"), { timeout: 30_000, interval: 50 }).toBeGreaterThan(2e7);
    await suite.bmc.signal("SIGKILL");
    await shows(dock(page), /Waiting for the BMC/);
    await suite.bmc.launch();
    const before = await received("large.iso");
    expect(before).toBeGreaterThan(2e7);
    expect(before).toBeLessThan(large);
    await shows(dock(page), /the SHA-256 checksum is right/, 90);
    expect(await imageOf("large.iso")).toMatchObject({ ImageState: "Stored", SHA256: sha256 });
    await shows(row(page, "large.iso"), /300 MB.*/);
  });

  it("goes on in a page that was loaded again, and can be ended for good", async () => {
    const { path, sha256 } = fileOf("again.iso", large);
    const { page } = await open();
    await upload(page, path);
    await expect.poll(() => received("again.iso"), { timeout: 30_000, interval: 50 }).toBeGreaterThan(2e7);
    page.on("dialog", question => void question.accept());
    await page.reload();
    await shows(row(page, "again.iso"), /Upload stands at \d+ %/);
    const before = await received("again.iso");
    expect(before).toBeLessThan(large);
    await upload(page, path);
    await shows(dock(page), /checksum is right/, 90);
    expect((await imageOf("again.iso"))?.SHA256).toBe(sha256);

    await upload(page, fileOf("ended.iso", large).path);
    await expect.poll(() => received("ended.iso"), { timeout: 30_000, interval: 50 }).toBeGreaterThan(1e6);
    await dock(page).getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => imageOf("ended.iso"), { timeout: 10_000 }).toBeUndefined();
  });

  it("of what is no image says why it is refused", async () => {
    const { page } = await open();
    await upload(page, {
      name: "a.qcow2",
      mimeType: "",
      buffer: Buffer.from(`QFI\xfb${"x".repeat(99_997)}`, "latin1"),
    });
    await shows(dock(page), "It is a qcow2 image; virtual media takes raw images (ISO, IMG).");
    expect(await imageOf("a.qcow2")).toBeUndefined();
  });
});

it("a file that is dropped on the console is inserted after its upload", async () => {
  const { page, errors } = await suite.open("#console");
  await shows(powerState(page), "On");
  const transfer = await page.evaluateHandle(
    `(async () => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob("${iso.toString("base64")}"), byte => byte.charCodeAt(0));
      transfer.items.add(new File([bytes], "dropped.iso"));
      return transfer;
    })()`,
  );
  await page.dispatchEvent("main", "dragover", { dataTransfer: transfer });
  await page.getByText("Drop the image anywhere").waitFor();
  await page.dispatchEvent("main", "drop", { dataTransfer: transfer });
  await dialog(page).getByText("Upload it to the BMC's library").click();
  await dialog(page).getByRole("button", { name: "Upload" }).click();
  await expect.poll(medium, { timeout: 20_000 }).toMatchObject({ ImageName: "dropped.iso", Inserted: true });
  expect(errors).toEqual([]);
});

it("an image of the library boots once with one click and an answer", async () => {
  const { page } = await open();
  const from = suite.bmc.serialLog.length;
  await row(page, "dropped.iso").getByRole("button", { name: "Boot once" }).click();
  await dialog(page).getByRole("button", { name: "Reset and boot" }).click();
  await suite.bmc.guestPrints("BOOTED FROM THE LIBRARY", from, 90);
  await shows(card(page, "CD drive"), /dropped\.iso/);
  await card(page, "CD drive").getByRole("button", { name: "Eject" }).click();
  await shows(card(page, "CD drive"), /Empty/);
  const later = suite.bmc.serialLog.length;
  await suite.bmc.reset("PowerCycle");
  await suite.bmc.guestPrints("login:", later, 90);
});

it("an image is renamed and deleted", async () => {
  const { page } = await open();
  await row(page, "dropped.iso").getByRole("button", { name: "Rename dropped.iso" }).click();
  await dialog(page).getByLabel("Name").fill("Rescue.iso");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await row(page, "Rescue.iso").getByRole("button", { name: "Delete Rescue.iso" }).click();
  await dialog(page).getByRole("button", { name: "Delete" }).click();
  await expect.poll(() => row(page, "Rescue.iso").count(), { timeout: 10_000 }).toBe(0);
});

it("a web server's image is fetched with progress, and the fetching cancelled", async () => {
  await using server = await imageServer({
    "/small.iso": iso,
    "/slow.iso": (_, response) => {
      response.writeHead(200, { "content-length": iso.length * 4 });
      response.write(iso);
    },
  });
  const { page } = await open();
  const fetch = async (name: string) => {
    await page.getByLabel("Address of the image").fill(`${server.url}/${name}`);
    await page.getByRole("button", { name: "Fetch" }).click();
  };
  // The answer comes after all that is told of the work.
  await page.route(/ImportImage$/, async route => {
    const response = await route.fetch();
    await page.waitForTimeout(1000);
    await route.fulfill({ response });
  });
  await fetch("slow.iso");
  await shows(dock(page), /slow\.iso25 %/);
  await page.unroute(/ImportImage$/);
  await dock(page).getByRole("button", { name: "Cancel" }).click();
  await shows(dock(page), /Cancelled/);
  await page.getByLabel("Then").selectOption({ label: "Insert it" });
  await fetch("small.iso");
  await shows(row(page, "small.iso"), /ISO, from 127\.0\.0\.1/);
  await expect.poll(medium, { timeout: 20_000 }).toMatchObject({ ImageName: "small.iso", Inserted: true });

  await fetch("slow.iso");
  await shows(dock(page), /slow\.iso25 %/);
  await suite.bmc.signal("SIGKILL");
  await suite.bmc.launch();
  await shows(dock(page), /The import failed/, 30);
  await fetch("none.iso");
  await shows(dock(page), /HTTP 404/);
});

describe("a file of this computer", () => {
  it("is read by the guest without an upload, and ejected when its tab is closed", async () => {
    const guest = await SerialViewer.open(suite.bmc);
    await guest.login();
    const file = Buffer.concat([iso, randomBytes(16 * 2 ** 20)]);
    const { page } = await open();
    await choose(page, { name: "local.iso", mimeType: "", buffer: file });
    await dialog(page).getByRole("button", { name: "Use it" }).click();
    await expect.poll(medium, { timeout: 20_000 }).toMatchObject({
      ...{ ImageName: "local.iso", Image: null, ConnectedVia: "Applet", Inserted: true },
    });
    await shows(card(page, "CD drive"), /A file on somebody's computer/);
    await guest.run("dd if=/dev/sr0 bs=2048 count=1 of=/dev/null 2>/dev/null");
    const sum = createHash("md5").update(file).digest("hex");
    expect(await guest.run("md5sum /dev/sr0", 60)).toContain(sum);
    await shows(dock(page), /The machine reads it from this computer: 1\d MB so far/);
    await page.close();
    await expect.poll(medium, { timeout: 20_000 }).toMatchObject({ Inserted: false, ImageName: null });
    expect(await guest.run("echo al''ive")).toContain("alive");
    guest.close();
  });
});

for (const width of [1440, 390]) {
  it(`fits ${width} pixels, with a name for every control`, async () => {
    const { page, errors } = await open({ width, height: 844 });
    await row(page, "large.iso").waitFor();
    expect(await overflow(page)).toBe(0);
    await choose(page, { name: "a.iso", mimeType: "", buffer: iso });
    expect(await overflow(page)).toBe(0);
    expect(errors).toEqual([]);
  });
}
