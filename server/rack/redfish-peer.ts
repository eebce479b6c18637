import { objectIn, type PeerConnection } from "./peer-connection.ts";
import { PeerRefusal } from "./peer-errors.ts";

const rootUri = "/redfish/v1/";
const sessionsUri = "/redfish/v1/SessionService/Sessions";
const systemsUri = "/redfish/v1/Systems";
/** What is asked for at all: nothing that a service names elsewhere. */
const sessionUri = /^\/redfish\/v1\/SessionService\/Sessions\/[\w.-]{1,128}$/;
const systemUri = /^\/redfish\/v1\/Systems\/[\w.-]{1,128}$/;
/** Pixels. */
const pictureWidth = 320;

/** What a service tells everybody. */
export interface ServiceFacts {
  readonly uuid: string;
  readonly vendor?: string;
  readonly product?: string;
}

export interface PeerSession {
  readonly token: string;
  /** Where to log out; absent when the service did not say. */
  readonly uri?: string;
  readonly roles: readonly string[];
}

/** A system as far as the rack shows it. */
export interface PeerSystem {
  readonly uri: string;
  /** In Redfish's words: "On", "Off", "Paused" … */
  readonly powerState?: string;
  readonly health?: "OK" | "Warning" | "Critical";
  readonly hostName?: string;
  /** Whether it has a picture of its screen. */
  readonly hasPicture: boolean;
  /** Values of ResetType; empty where the service does not name them. */
  readonly resetTypes: readonly string[];
}

export interface PeerPicture {
  readonly etag: string;
  /** PNG; absent of one that is known. */
  readonly png?: Buffer;
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const longest = 120;
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value.slice(0, longest) : undefined;
const textsOf = (value: unknown): readonly string[] =>
  listOf(value)
    .slice(0, 32)
    .flatMap(one => textOf(one) ?? []);

/** @throws PeerRefusal for what is no Redfish service */
export async function readService(connection: PeerConnection): Promise<ServiceFacts> {
  const root = await connection.json("GET", rootUri);
  const uuid = textOf(root.UUID);
  if (uuid === undefined || textOf(root.RedfishVersion) === undefined) throw new PeerRefusal(200, "");
  const [vendor, product] = [textOf(root.Vendor), textOf(root.Product)];
  return {
    uuid: uuid.toLowerCase(),
    ...(vendor !== undefined && { vendor }),
    ...(product !== undefined && { product }),
  };
}

/** @throws PeerRefusal, with 401 for a wrong name or password */
export async function logIn(
  connection: PeerConnection,
  UserName: string,
  Password: string,
): Promise<PeerSession> {
  const answer = await connection.request("POST", sessionsUri, { body: { UserName, Password } });
  const { Roles } = objectIn(answer);
  const token = answer.headers["x-auth-token"];
  if (typeof token !== "string") throw new PeerRefusal(answer.status, "");
  const uri = URL.parse(answer.headers.location ?? "", "https://peer")?.pathname ?? "";
  return { token, roles: textsOf(Roles), ...(sessionUri.test(uri) && { uri }) };
}

export async function logOut(connection: PeerConnection, { token, uri }: PeerSession): Promise<void> {
  if (uri !== undefined) await connection.json("DELETE", uri, { token });
}

/** The service's first system. @throws PeerRefusal */
export async function findSystem(connection: PeerConnection, token: string): Promise<string> {
  const { Members } = await connection.json("GET", systemsUri, { token });
  const uri = textOf(fieldsOf(listOf(Members)[0])["@odata.id"]);
  if (uri === undefined || !systemUri.test(uri)) throw new PeerRefusal(200, "");
  return uri;
}

/** @throws PeerRefusal */
export async function readSystem(
  connection: PeerConnection,
  token: string,
  uri: string,
): Promise<PeerSystem> {
  const system = await connection.json("GET", uri, { token });
  const reset = fieldsOf(fieldsOf(system.Actions)["#ComputerSystem.Reset"]);
  const { Health } = fieldsOf(system.Status);
  const powerState = textOf(system.PowerState);
  const hostName = textOf(system.HostName);
  return {
    uri,
    hasPicture: textOf(fieldsOf(fieldsOf(system.Oem).QemuBmc).ScreenshotURI) === pictureUri(uri),
    resetTypes: textsOf(reset["ResetType@Redfish.AllowableValues"]),
    ...(powerState !== undefined && { powerState }),
    ...(hostName !== undefined && { hostName }),
    ...((Health === "OK" || Health === "Warning" || Health === "Critical") && { health: Health }),
  };
}

const pictureUri = (uri: string): string => `${uri}/Oem/QemuBmc/Screenshot`;

/**
 * What the screen shows, small.
 * @param known the ETag of the picture that is here
 * @returns undefined when there is none now
 */
export async function readPicture(
  connection: PeerConnection,
  token: string,
  uri: string,
  known: string | undefined,
): Promise<PeerPicture | undefined> {
  const path = `${pictureUri(uri)}?width=${pictureWidth}`;
  const { status, headers, bytes } = await connection.request("GET", path, { token, etag: known });
  const etag = headers.etag ?? "";
  if (status === 304) return { etag };
  return status === 200 && headers["content-type"] === "image/png" ? { etag, png: bytes } : undefined;
}

/** Milliseconds: services may answer when the power has changed, and not before. */
const patience = 20_000;

/** @throws PeerRefusal, with what the service says */
export async function reset(
  connection: PeerConnection,
  token: string,
  uri: string,
  ResetType: string,
): Promise<void> {
  await connection.json("POST", `${uri}/Actions/ComputerSystem.Reset`, {
    ...{ token, patience, body: { ResetType } },
  });
}
