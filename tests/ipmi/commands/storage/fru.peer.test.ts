import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { ipmiPeers } from "../../support/peer.ts";

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "fru-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

describe("ipmitool", () => {
  it.each([
    ["admin", "ADMINISTRATOR"],
    ["reader", "USER"],
  ])("prints the whole inventory for %s", async (user, privilege) => {
    const { ipmitool } = await ipmiPeers();
    const { output, code } = await ipmitool(`-L ${privilege} fru print 0`, user);
    expect(code).toBe(0);
    expect(output.split("\n").map(line => line.trim().replace(/ +: /, ": "))).toEqual([
      "Chassis Type: Rack Mount Chassis",
      "Chassis Part Number: QB-1",
      "Chassis Serial: QB0123456789",
      "Board Mfg Date: Unspecified",
      "Board Mfg: qemu-bmc",
      "Board Product: Virtual Server",
      "Board Serial: QB0123456789",
      "Board Part Number: QB-1",
      "Product Manufacturer: qemu-bmc",
      "Product Name: Virtual Server",
      "Product Part Number: QB-1",
      "Product Version: 1.12.3",
      "Product Serial: QB0123456789",
      "",
    ]);
  });

  it.each(["fru print", "fru list"])("finds the BMC's own FRU device by %s", async line => {
    const { ipmitool } = await ipmiPeers();
    const { output } = await ipmitool(line);
    expect(output).toContain("FRU Device Description : Builtin FRU Device (ID 0)\n Chassis Type ");
  });

  // It ends with 1 after every edit that changes a length, also where it has done all.
  it("edits one field after another, which grow and shrink", async () => {
    const { ipmitool, parts } = await ipmiPeers();
    for (const edit of ["p 1 NEWNAME", "p 0 A_MUCH_LONGER_MANUFACTURER", "b 2 Q", "c 1 SAME-LENGTH!"]) {
      expect((await ipmitool(`fru edit 0 field ${edit}`)).output).toMatch(
        /Done|Updating Field .* with 'SAME-LENGTH!'/,
      );
    }
    expect(parts.inventory.view).toMatchObject({
      chassis: { partNumber: "QB-1", serialNumber: "SAME-LENGTH!" },
      board: { manufacturer: "qemu-bmc", serialNumber: "Q", partNumber: "QB-1" },
      product: { manufacturer: "A_MUCH_LONGER_MANUFACTURER", version: "1.12.3" },
    });
    expect((await ipmitool("fru print 0")).output).toContain(
      " Product Manufacturer  : A_MUCH_LONGER_MANUFACTURER\n",
    );
  });

  it("reads the image into a file and writes one back", async () => {
    const { ipmitool, parts } = await ipmiPeers();
    const file = join(folder(), "image");
    const read = await ipmitool(`fru read 0 ${file}`);
    expect(read).toEqual({ output: "Fru Size         : 2048 bytes\nDone\n", code: 0 });
    const image = readFileSync(file);
    expect(image.equals(parts.inventory.read(0, 2048))).toBe(true);
    image.fill(0xab, 1000);
    writeFileSync(file, image);
    expect((await ipmitool(`fru write 0 ${file}`)).code).toBe(0);
    expect(image.equals(parts.inventory.read(0, 2048))).toBe(true);
  });

  test("a user may read and not write", async () => {
    const { ipmitool } = await ipmiPeers();
    expect((await ipmitool("-L USER raw 0x0a 0x12 0 0 0 1", "reader")).output).toContain("rsp=0xd4");
  });

  it.each([
    ["another device", "0x0a 0x10 1", "0xcb"],
    ["reading behind the end", "0x0a 0x11 0 0x00 0x08 1", "0xc9"],
    ["writing beyond the end", "0x0a 0x12 0 0xff 0x07 1 2", "0xc9"],
  ])("is refused: %s", async (_what, bytes, code) => {
    const { ipmitool } = await ipmiPeers();
    expect((await ipmitool(`raw ${bytes}`)).output).toContain(`rsp=${code}`);
  });
});

describe("FreeIPMI's ipmi-fru", () => {
  it.each(["", "-v"])("prints the inventory without a complaint (%s)", async verbose => {
    const { freeipmi } = await ipmiPeers();
    const { output, code } = await freeipmi("ipmi-fru", `--sdr-cache-directory=${folder()} ${verbose}`);
    expect(code).toBe(0);
    expect(output).toContain("FRU Chassis Type: Rack Mount Chassis\n");
    expect(output).toContain("FRU Product Serial Number: QB0123456789\n");
    expect(output).not.toMatch(/error|checksum|invalid/i);
  });

  it("shows the machine's UUID", async () => {
    const { freeipmi } = await ipmiPeers();
    const { output } = await freeipmi("ipmi-fru", `--sdr-cache-directory=${folder()} -v`);
    expect(output).toContain(
      "FRU Management Access System Unique ID:\n     01h 23h 45h 67h 89h ABh 4Ch DEh\n",
    );
  });
});
