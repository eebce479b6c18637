import type { Consoles, Json } from "../../server/web/messages.ts";
import { t } from "./language.ts";

type State = Json<Consoles>;

/** What somebody should hear of a change of the control that they did not make themselves. */
export function controlNews(before: State | undefined, { you, holder, request }: State): string | undefined {
  if (!before) return undefined;
  const hadAsked = before.request?.party === you && request?.party !== you;
  const hadIt = before.holder?.party === you;
  const hasIt = holder?.party === you;
  if (hasIt && !hadIt && hadAsked) return t("You have the control of the consoles.");
  if (hadIt && holder && !hasIt)
    return t("{who} has the control of the consoles now.", { who: holder.userName });
  if (hadAsked && holder && !hasIt)
    return t("{who} has the control of the consoles still.", { who: holder.userName });
  return undefined;
}
