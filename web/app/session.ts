import type { LoginAnswer } from "../../server/web/messages.ts";
import { address } from "./address.ts";
import { t } from "./language.ts";

const noAnswer = (): string => t("The BMC does not answer.");

export async function whoAmI(): Promise<LoginAnswer | undefined> {
  const response = await fetch(address("login"), { cache: "no-store" }).catch(() => undefined);
  return response?.ok ? ((await response.json()) as LoginAnswer) : undefined;
}

/** @returns one sentence when it failed */
export async function logIn(userName: string, password: string): Promise<LoginAnswer | string> {
  const response = await fetch(address("login"), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ userName, password }),
  }).catch(() => undefined);
  if (!response) return noAnswer();
  const body = (await response.json().catch(() => ({}))) as LoginAnswer & { readonly message?: string };
  return response.ok ? body : t(body.message ?? noAnswer());
}

export async function logOut(csrfToken: string): Promise<void> {
  // Without an answer the session ends by itself, for want of use.
  await fetch(address("logout"), { method: "POST", headers: { "X-CSRF-Token": csrfToken } }).catch(
    () => undefined,
  );
}
