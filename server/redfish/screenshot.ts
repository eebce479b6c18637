import type { Call, Endpoint } from "./endpoint.ts";
import { RedfishError } from "./errors.ts";
import { message } from "./message.ts";
import { isUnchanged } from "./preconditions.ts";

export const screenshotUri = (systemUri: string): string => `${systemUri}/Oem/QemuBmc/Screenshot`;

export const screenshotUriTemplate = screenshotUri("/redfish/v1/Systems/:ComputerSystemId");

const name = "width";
const narrowest = 16;
const widest = 8192;
export const screenshotWidth = { name, narrowest, widest } as const;

/** A client may keep it, and asks each time whether it still is what the screen shows. */
const cacheControl = "private, no-cache";

/** What the machine's screen shows, as PNG: a thing that DMTF has no resource for. */
export const screenshotEndpoint: Endpoint = {
  uri: screenshotUriTemplate,
  resourceUri: screenshotUriTemplate,
  exists: (_, { ComputerSystemId }) => ComputerSystemId === "1",
  operations: { GET: { name: "GET", privilege: ["Login"], answer: screenshot } },
};

async function screenshot({ context, url, ifNoneMatch }: Call) {
  const width = widthIn(url ?? "");
  const { fingerprint, png } = await context.screenshots.take();
  const etag = `"${fingerprint}.${width ?? "full"}"`;
  const headers = { etag, "cache-control": cacheControl };
  if (isUnchanged(ifNoneMatch, etag)) return { status: 304, headers };
  return { status: 200, headers: { ...headers, "content-type": "image/png" }, bytes: await png(width) };
}

/**
 * Pixels that the picture is to be wide at most.
 * @throws RedfishError 400
 */
function widthIn(url: string): number | undefined {
  const start = url.indexOf("?");
  const text = start === -1 ? null : new URLSearchParams(url.slice(start + 1)).get(name);
  if (text === null) return undefined;
  if (!/^-?\d{1,9}$/.test(text))
    throw new RedfishError(400, message("QueryParameterValueTypeError", text, name));
  const width = Number(text);
  if (width >= narrowest && width <= widest) return width;
  const range = `${narrowest} to ${widest}`;
  throw new RedfishError(400, message("QueryParameterOutOfRange", text, name, range));
}
