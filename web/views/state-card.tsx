import type { ComponentChildren } from "preact";
import type { PowerState } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import type { MachineState } from "../app/machine-state.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { healthOfAll } from "../app/sensor-health.ts";
import { dateWords, durationWords } from "../app/time-words.ts";
import { causeWords, overrideWords, powerWords, slotWords } from "../app/words.ts";
import { useNow } from "../components/clock.ts";
import { Health } from "../components/health.tsx";
import { Icon } from "../components/icon.tsx";
import type { IconName } from "../components/icon-paths.ts";
import { type Collection, readable, type Sensor, sensorsUri } from "../redfish/resources.ts";
import { BootProgress } from "./boot-progress.tsx";

const icons: Record<PowerState, IconName> = {
  off: "power",
  poweringOn: "cycle",
  on: "power",
  paused: "pause",
  poweringOff: "cycle",
  crashed: "alert",
};

/** How the machine is, in what one looks for first. */
export function StateCard({ state }: { readonly state: MachineState }) {
  const page = usePage();
  const { powerState, bootOverride, facts } = state;
  const progress = page.system.value?.BootProgress;
  const media = Object.entries(page.media.value).flatMap(([slot, medium]) =>
    medium.Inserted ? [`${slotWords[slot as keyof typeof slotWords]}: ${medium.ImageName}`] : [],
  );
  return (
    <section class="card state-card" aria-labelledby="state-card">
      <header class={`state ${powerState}`}>
        <span class="lamp">
          <Icon name={icons[powerState]} />
        </span>
        <div>
          <h2 id="state-card">
            <span class="hidden">{t("State:")} </span>
            {powerWords[powerState]}
          </h2>
          <Since state={state} />
        </div>
      </header>
      <dl class="signs">
        <Sign name={t("Health")} href="#sensors">
          <SensorHealth />
        </Sign>
        {progress && powerState !== "off" && (
          <Sign name={t("Boot progress")}>
            <BootProgress progress={progress} />
          </Sign>
        )}
        <Sign name={t("Next boot")} isSpecial={bootOverride.enabled !== "disabled"}>
          {overrideWords(bootOverride)}
        </Sign>
        <Sign name={t("Media")} isSpecial={media.length > 0}>
          {media.length > 0 ? media.join(", ") : t("Both drives are empty")}
        </Sign>
        {facts.accelerator && (
          <Sign name={t("Acceleration")} isSpecial={facts.accelerator.name === "tcg"}>
            {facts.accelerator.name === "kvm" ? t("KVM") : t("TCG: emulated, many times slower")}
          </Sign>
        )}
        {state.identify.on && (
          <Sign name={t("Identify LED")} isSpecial>
            {t("On")}
          </Sign>
        )}
      </dl>
    </section>
  );
}

function SensorHealth() {
  const { value, failure } = useResource<Collection<Sensor>>(`${sensorsUri}?$expand=.`, [
    "sensorThresholdCrossed",
    "powerChanged",
  ]);
  if (!value) return <Health of={undefined} words={failure ?? "…"} />;
  const { worst, ill, count } = healthOfAll(readable(value));
  if (worst === undefined) return <Health of={worst} words={t("No sensor has a reading")} />;
  if (worst === "OK") return <Health of={worst} words={t("{count} sensors, all in order", { count })} />;
  return <Health of={worst} words={`${worst}: ${ill.join(", ")}`} />;
}

function Since({ state: { powerState, lastBootAt, bootCause } }: { readonly state: MachineState }) {
  const now = useNow(10_000);
  if (lastBootAt === undefined) return <p class="muted">{t("No start of it is known yet")}</p>;
  const date = dateWords(lastBootAt);
  const isUp = powerState === "on" || powerState === "paused";
  const cause = bootCause ? t("by {cause}", { cause: causeWords[bootCause] }) : "";
  return (
    <>
      {isUp && <p>{t("for {time}", { time: durationWords(now - Date.parse(lastBootAt)) })}</p>}
      <p class="muted" title={lastBootAt}>
        {isUp ? t("since {date}", { date }) : t("last started {date}", { date })}
        {cause && `, ${cause}`}
      </p>
    </>
  );
}

interface SignProps {
  readonly name: string;
  readonly href?: string;
  /** Whether it is not as usual, and should be seen. */
  readonly isSpecial?: boolean;
  readonly children: ComponentChildren;
}

function Sign({ name, href, isSpecial = false, children }: SignProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={isSpecial ? "special" : undefined}>
        {href === undefined ? children : <a href={href}>{children}</a>}
      </dd>
    </div>
  );
}
