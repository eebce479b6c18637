import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MediaError } from "../../server/media/errors.ts";
import { firmwareFile, requireFirmware } from "../../server/media/firmware-volume.ts";
import { firmwareImage, firmwareVolume, variableStore } from "../support/firmware-image.ts";

const good = firmwareImage();
const changed = (change: (image: Buffer) => void): Buffer => {
  const image = Buffer.from(good);
  change(image);
  return image;
};

test("an image of code is taken", () => {
  expect(() => requireFirmware(good)).not.toThrow();
});

const ovmf = "/usr/share/OVMF";
describe("of the images that OVMF comes as", () => {
  const names = readdirSync(ovmf).filter(name => name.endsWith(".fd"));
  test.each(names.filter(name => name.includes("CODE")))("%s is taken", name => {
    expect(() => requireFirmware(readFileSync(join(ovmf, name)))).not.toThrow();
  });

  test.each(names.filter(name => name.includes("VARS")))("%s is refused", name => {
    expect(() => requireFirmware(readFileSync(join(ovmf, name)))).toThrow(/variables/);
  });
});

test.each([
  ["too short for flash", firmwareVolume(4096), /1 to 16 MiB/],
  ["not in whole blocks", Buffer.concat([good, firmwareVolume(4168)]), /4 KiB/],
  ["cut off", good.subarray(0, -4096), /cut off|no firmware volume/],
  ["followed by something else", Buffer.concat([good, Buffer.alloc(4096)]), /no firmware volume at 0x200000/],
  ["a page of HTML", Buffer.from("<!DOCTYPE html>".padEnd(2 ** 20)), /no UEFI firmware/],
  ["a variable store", firmwareVolume(2 ** 20, variableStore), /UEFI variables/],
  ["code and variables in one", Buffer.concat([firmwareVolume(0x84000, variableStore), good]), /variables/],
  ["of another file system", firmwareVolume(2 ** 20, Buffer.alloc(16)), /unknown kind/],
  ["without code at its end", changed(image => image.fill(0, image.length - 16)), /x86/],
  ["with a header that does not add up", changed(image => image.writeUInt8(7, 20)), /checksum/],
])("an image is refused that is %s", (_, image, cause) => {
  expect(() => requireFirmware(image)).toThrow(cause);
});

test("what is certainly none is known from its beginning", () => {
  expect(() => firmwareFile.requireHead(good.subarray(0, firmwareFile.headLength))).not.toThrow();
  expect(() => firmwareFile.requireHead(Buffer.alloc(firmwareFile.headLength))).toThrow(MediaError);
});

test("a header with any of its bits turned over is refused, in words and not by a crash", () => {
  const bit = fc.tuple(fc.integer({ min: 16, max: 71 }), fc.integer({ min: 0, max: 7 }));
  const property = fc.property(fc.constantFrom(0, good.length - 0x34000), bit, (volume, [byte, position]) => {
    const image = Buffer.from(good);
    image[volume + byte] = (image[volume + byte] ?? 0) ^ (1 << position);
    expect(() => requireFirmware(image)).toThrow(MediaError);
  });
  fc.assert(property, { numRuns: 50 });
});

test("any bytes behind the signature are refused in words, or are an image", () => {
  const property = fc.property(fc.uint8Array({ minLength: 72, maxLength: 72 }), bytes => {
    const image = Buffer.from(good);
    image.set(bytes);
    image.write("_FVH", 40, "latin1");
    try {
      requireFirmware(image);
    } catch (error) {
      expect(error).toBeInstanceOf(MediaError);
    }
  });
  fc.assert(property, { numRuns: 50 });
});
