import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { guids } from "../../../server/qemu/uefi/guid.ts";
import { VariableStore } from "../../../server/qemu/uefi/variable-store.ts";
import { bootFromWeb, forgetWebBoot } from "../../../server/qemu/uefi/web-boot.ts";

const template = readFileSync("/usr/share/OVMF/OVMF_VARS_4M.fd");
const global = (store: VariableStore, name: string) => store.get(guids.globalVariable, name);
const attributes = 0x07;

test("a boot from the web is a boot option of one URI, which the next boot takes", () => {
  const store = VariableStore.decode(template);
  bootFromWeb(store, "http://a/b");
  expect(global(store, "BootNext")?.data.toString("hex")).toBe("0080");
  const option = global(store, "Boot8000")?.data ?? Buffer.alloc(0);
  const pathLength = option.readUInt16LE(4);
  const path = option.subarray(option.length - pathLength);
  expect(path.toString("latin1")).toBe("\x03\x18\x0e\x00http://a/b\x7f\xff\x04\x00");
});

test("one that is over is forgotten, and no other option that is to boot next", () => {
  const store = VariableStore.decode(template);
  bootFromWeb(store, "http://a/b");
  const other = { guid: guids.globalVariable, name: "BootNext", attributes, data: Buffer.of(3, 0) };
  store.set(other);
  forgetWebBoot(store);
  expect(global(store, "Boot8000")).toBeUndefined();
  expect(global(store, "BootNext")?.data).toEqual(other.data);
  bootFromWeb(store, "http://a/b");
  forgetWebBoot(store);
  expect(global(store, "BootNext")).toBeUndefined();
});
