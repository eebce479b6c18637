import { createHash } from "node:crypto";
import { expect } from "vitest";
import { bootSector, elToritoImage } from "../support/boot-media.ts";
import type { redfishService } from "./redfish-service.ts";

export const images = "/redfish/v1/Managers/1/Oem/QemuBmc/Images";
export const cd = "/redfish/v1/Systems/1/VirtualMedia/Cd1";
export const usb = "/redfish/v1/Systems/1/VirtualMedia/Usb1";
export const iso = elToritoImage(bootSector("X"));
export const origin = { via: "test" };
export const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

export type Service = Awaited<ReturnType<typeof redfishService>>;

/** Announces an upload. */
export const begin = (service: Service, body: object) => service.request("POST", images, body);
/** Sends a part of an upload. */
export const send = (service: Service, uri: string, offset: number | string, bytes: Buffer) =>
  service.request("PATCH", `${uri}/Content`, bytes, {
    "content-type": "application/offset+octet-stream",
    "upload-offset": `${offset}`,
  });

export const insert = (service: Service, body: object, slot = cd) =>
  service.request("POST", `${slot}/Actions/VirtualMedia.InsertMedia`, body);
export const eject = (service: Service, slot = cd) =>
  service.request("POST", `${slot}/Actions/VirtualMedia.EjectMedia`);

interface Refusal {
  json(): { error: { message: string; "@Message.ExtendedInfo": Record<string, string>[] } };
}
export const cause = (answer: Refusal): string => answer.json().error.message;
export const messagesOf = (answer: Refusal) => answer.json().error["@Message.ExtendedInfo"];

/** An image in the library. @returns its URI */
export async function stored(service: Service, FileName: string, bytes = iso): Promise<string> {
  const { headers } = await begin(service, { FileName, SizeBytes: bytes.length });
  expect((await send(service, `${headers.location}`, 0, bytes)).statusCode).toBe(204);
  return `${headers.location}`;
}
