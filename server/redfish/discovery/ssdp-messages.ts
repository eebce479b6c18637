/** Where SSDP is spoken, over IPv4 (DSP0266, "Discovery"). */
export const ssdpGroup = "239.255.255.250";
export const ssdpPort = 1900;

const target = "urn:dmtf-org:service:redfish-rest:1";
/** Seconds for which what was told of the service may be believed. */
const maxAge = 1800;

/** What discovery tells of a service. */
export interface Announced {
  readonly uuid: string;
  /** Of the Redfish specification: the 20 of "1.20.0". */
  readonly minorVersion: string;
}

/** A search for services, as far as it matters here. */
export interface Search {
  /** Seconds over which those who answer spread their answers. */
  readonly maximumWait: number;
}

function lines(first: string, headers: Readonly<Record<string, string>>): string {
  const rows = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [first, ...rows, "", ""].join("\r\n");
}

const versioned = ({ minorVersion }: Announced): string => `${target}:${minorVersion}`;
const usn = (announced: Announced): string => `uuid:${announced.uuid}::${versioned(announced)}`;

/** @returns undefined for what is no search, or one for other services */
export function searchIn(datagram: string, announced: Announced): Search | undefined {
  const [first = "", ...rows] = datagram.split("\r\n");
  if (!/^M-SEARCH \* HTTP\/1\.1$/i.test(first.trim())) return undefined;
  const headers = new Map(
    rows.map(row => {
      const [, name = "", value = ""] = /^([^:]+):\s*(.*?)\s*$/.exec(row) ?? [];
      return [name.toLowerCase(), value] as const;
    }),
  );
  if (headers.get("man") !== '"ssdp:discover"') return undefined;
  const wanted = headers.get("st") ?? "";
  if (wanted !== "ssdp:all" && wanted !== target && wanted !== versioned(announced)) return undefined;
  const maximumWait = Number(headers.get("mx") ?? 1);
  return { maximumWait: Number.isFinite(maximumWait) ? Math.min(5, Math.max(0, maximumWait)) : 1 };
}

/** @param url of the service root, at the address by which whoever asked reaches it */
export const searchAnswer = (announced: Announced, url: string): string =>
  lines("HTTP/1.1 200 OK", {
    "CACHE-CONTROL": `max-age=${maxAge}`,
    ST: versioned(announced),
    USN: usn(announced),
    AL: url,
    EXT: "",
  });

export const alive = (announced: Announced, url: string): string =>
  lines("NOTIFY * HTTP/1.1", {
    HOST: `${ssdpGroup}:${ssdpPort}`,
    "CACHE-CONTROL": `max-age=${maxAge}`,
    AL: url,
    NT: versioned(announced),
    NTS: "ssdp:alive",
    USN: usn(announced),
  });

export const byebye = (announced: Announced): string =>
  lines("NOTIFY * HTTP/1.1", {
    HOST: `${ssdpGroup}:${ssdpPort}`,
    NT: versioned(announced),
    NTS: "ssdp:byebye",
    USN: usn(announced),
  });
