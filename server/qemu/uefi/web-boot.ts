import { guids } from "./guid.ts";
import { attribute } from "./variable-record.ts";
import type { VariableStore } from "./variable-store.ts";

const attributes = attribute.nonVolatile | attribute.bootServices | attribute.runtime;
/** Far from the numbers that firmware and operating systems give out. */
const optionNumber = 0x8000;
const optionName = "Boot8000";
const active = 0x01;

const bootNext = { guid: guids.globalVariable, name: "BootNext" };
const option = { guid: guids.globalVariable, name: optionName };

/**
 * Makes the next boot take what a web server has. The option's path is the short form that is no more than a URI
 * (UEFI 2.10 §3.1.2): the firmware finds the network card, and asks DHCP for an address and nothing else. The option
 * stands in no boot order, so that no other boot takes it.
 */
export function bootFromWeb(variables: VariableStore, uri: string): void {
  variables.set({ ...option, attributes, data: loadOption(`HTTP boot of ${uri}`, uriPath(uri)) });
  const next = Buffer.alloc(2);
  next.writeUInt16LE(optionNumber);
  variables.set({ ...bootNext, attributes, data: next });
}

/** Takes away what an earlier one left, and no other. */
export function forgetWebBoot(variables: VariableStore): void {
  if (!variables.delete(option.guid, option.name)) return;
  const next = variables.get(bootNext.guid, bootNext.name);
  if (next?.data.length === 2 && next.data.readUInt16LE() === optionNumber) {
    variables.delete(bootNext.guid, bootNext.name);
  }
}

/** EFI_LOAD_OPTION (UEFI 2.10 §3.1.3). */
function loadOption(description: string, path: Buffer): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(active, 0);
  head.writeUInt16LE(path.length, 4);
  return Buffer.concat([head, Buffer.from(`${description}\0`, "utf16le"), path]);
}

/** A device path of one URI node and the end (§10.3.4.24). */
function uriPath(uri: string): Buffer {
  const messaging = 0x03;
  const uriDevice = 0x18;
  const end = Buffer.of(0x7f, 0xff, 0x04, 0x00);
  return Buffer.concat([node(messaging, uriDevice, Buffer.from(uri, "latin1")), end]);
}

function node(type: number, subType: number, data: Buffer): Buffer {
  const header = Buffer.of(type, subType, 0, 0);
  header.writeUInt16LE(header.length + data.length, 2);
  return Buffer.concat([header, data]);
}
