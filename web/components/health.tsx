import type { Severity } from "../../server/events/events.ts";
import { translated } from "../app/language.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";

const icons: Record<Severity, IconName> = { OK: "check", Warning: "alert", Critical: "critical" };

const healthWords = translated<Record<Severity, string>>({
  OK: "OK",
  Warning: "Warning",
  Critical: "Critical",
});

export interface HealthProps {
  /** Undefined where there is nothing to judge. */
  readonly of: Severity | undefined;
  readonly words?: string;
}

/** How well something is: in word, picture and colour. */
export function Health({ of, words = of && healthWords[of] }: HealthProps) {
  return (
    <span class={`health ${of ?? "none"}`}>
      <Icon name={of ? icons[of] : "minus"} />
      {words}
    </span>
  );
}
