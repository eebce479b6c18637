import type { FastifyRequest } from "fastify";
import type { Principal } from "../bmc/authentication.ts";
import { httpCredentials } from "../bmc/http-credentials.ts";
import type { RedfishContext } from "./context.ts";
import type { Operation } from "./endpoint.ts";
import { RedfishError } from "./errors.ts";
import { type Message, message } from "./message.ts";

const reads: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** @throws RedfishError 401 */
export function authenticate({ authentication }: RedfishContext, request: FastifyRequest): Principal {
  const credentials = httpCredentials(request.headers, request.ip);
  const principal = authentication.authenticate(credentials, !reads.has(request.method));
  if (!principal) throw new RedfishError(401, message("NoValidSession"));
  return principal;
}

/**
 * Who must change the password may do that and look at the own account, and nothing else (DSP0266, "Password change
 * required handling").
 * @throws RedfishError 403
 */
export function requirePasswordChanged(
  { accounts }: RedfishContext,
  { userName, mustChangePassword }: Principal,
  { changesPassword }: Pick<Operation, "changesPassword">,
  owner: string | undefined,
): void {
  if (!mustChangePassword || (changesPassword && owner === userName)) return;
  throw new RedfishError(403, passwordChangeRequired(accounts, userName));
}

/** Names the account whose password it is about. */
export function passwordChangeRequired(accounts: RedfishContext["accounts"], userName: string): Message {
  const id = accounts.find(userName)?.id;
  return message("PasswordChangeRequired", `/redfish/v1/AccountService/Accounts/${id}`);
}

/** What a 401 must carry (RFC 9110 §11.6.1), except to the page: its browser would ask for a password itself. */
export function challenge(
  { authentication }: RedfishContext,
  { headers }: FastifyRequest,
): Readonly<Record<string, string>> {
  const fromPage =
    headers["x-csrf-token"] !== undefined ||
    headers["x-requested-with"] !== undefined ||
    headers.cookie?.includes(`${authentication.cookieName}=`);
  return fromPage ? {} : { "www-authenticate": 'Basic realm="Redfish", charset="UTF-8"' };
}

/** @throws RedfishError 412 for another version of OData than the one that Redfish is built on */
export function requireODataVersion({ headers }: FastifyRequest): void {
  const version = headers["odata-version"];
  if (version !== undefined && version !== "4.0") {
    throw new RedfishError(412, message("HeaderInvalid", "OData-Version"));
  }
}
