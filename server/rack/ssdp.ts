/** Where SSDP is spoken, over IPv4 (DSP0266, "Discovery"). */
export const ssdpGroup = "239.255.255.250";
export const ssdpPort = 1900;

const target = "urn:dmtf-org:service:redfish-rest:1";
/** Seconds over which those who are found spread their answers. */
const maximumWait = 1;
/** Characters and lines of a datagram; an answer has some 300 and six. */
const longest = 2048;
const mostLines = 32;

export const search = [
  "M-SEARCH * HTTP/1.1",
  `HOST: ${ssdpGroup}:${ssdpPort}`,
  'MAN: "ssdp:discover"',
  `MX: ${maximumWait}`,
  `ST: ${target}`,
  "",
  "",
].join("\r\n");

/** What a Redfish service says of itself: that it is there, or that it goes. */
export type Heard =
  /** `url` is that of the service root, as it came. */
  | { readonly kind: "alive"; readonly uuid: string; readonly url: string }
  | { readonly kind: "byebye"; readonly uuid: string };

const uniqueName = new RegExp(
  `^uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})::${target}(?::\\d+)?$`,
  "i",
);

const isOfRedfish = (type = ""): boolean => type === target || type.startsWith(`${target}:`);

/** @returns undefined for what is neither an answer to a search nor an announcement of a Redfish service */
export function heardIn(datagram: string): Heard | undefined {
  if (datagram.length > longest) return undefined;
  const [first = "", ...rows] = datagram.split("\r\n", mostLines);
  const headers = headersOf(rows);
  const [, uuid] = uniqueName.exec(headers.get("usn") ?? "") ?? [];
  if (uuid === undefined) return undefined;
  const url = headers.get("al") ?? "";
  const alive: Heard = { kind: "alive", uuid: uuid.toLowerCase(), url };
  if (/^HTTP\/1\.1 200\b/i.test(first)) return isOfRedfish(headers.get("st")) ? alive : undefined;
  if (!/^NOTIFY \* HTTP\/1\.1$/i.test(first) || !isOfRedfish(headers.get("nt"))) return undefined;
  const notice = headers.get("nts");
  if (notice === "ssdp:byebye") return { kind: "byebye", uuid: alive.uuid };
  return notice === "ssdp:alive" ? alive : undefined;
}

function headersOf(rows: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    rows.map(row => {
      const colon = row.indexOf(":");
      return [row.slice(0, Math.max(0, colon)).trim().toLowerCase(), row.slice(colon + 1).trim()] as const;
    }),
  );
}
