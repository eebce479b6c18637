import type { Certificate } from "../redfish/machine-resources.ts";
import { t } from "./language.ts";

type Identifier = Certificate["Subject"];

/** What a name in a certificate is made of. */
export const subjectParts = [
  "CommonName",
  "Organization",
  "OrganizationalUnit",
  "City",
  "State",
  "Country",
  "Email",
] as const;

/** "bmc1, Example Ltd, JP" */
export const nameWords = (identifier: Identifier): string =>
  subjectParts.flatMap(part => identifier[part] ?? []).join(", ") || t("No name");

export const isSelfSigned = ({ Subject, Issuer }: Certificate): boolean =>
  subjectParts.every(part => Subject[part] === Issuer[part]);

const day = 86_400_000;
/** How long before its end a certificate is worth a warning. */
const shortNotice = 30 * day;

/** What its dates say now: undefined for one that is good for a while. */
export function validityProblem({ ValidNotBefore, ValidNotAfter }: Certificate): string | undefined {
  const now = Date.now();
  const left = Date.parse(ValidNotAfter) - now;
  if (Date.parse(ValidNotBefore) > now) return t("It is not valid yet.");
  if (left < 0) return t("It has expired.");
  if (left > shortNotice) return undefined;
  const days = Math.floor(left / day);
  return days === 0 ? t("It expires within a day.") : t("It expires in {days} days.", { days });
}

export const dayWords = (iso: string): string =>
  new Date(iso).toLocaleDateString(undefined, { dateStyle: "medium" });
