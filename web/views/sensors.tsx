import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { ReadingHistory } from "../app/reading-history.ts";
import { useReading } from "../app/resource.ts";
import { route, showInAddress } from "../app/route.ts";
import { byKind } from "../app/sensor-words.ts";
import { Health } from "../components/health.tsx";
import { useRepeat } from "../components/repeat.ts";
import { type Collection, readable, type Sensor, sensorsUri } from "../redfish/resources.ts";
import { SensorDialog } from "./sensor-dialog.tsx";
import { SensorRow } from "./sensor-row.tsx";
import { ThresholdsDialog } from "./thresholds-dialog.tsx";
import "../styles/tables.css";
import "../styles/sensors.css";

const interval = 2_000;
/** Of what is kept, and of the curves in the table. */
const longestSpan = 60 * 60_000;
const trendSpan = 5 * 60_000;
const leastSpan = 60_000;

/** Kept while the page is, so that a look at another view does not wipe the curves. */
const history = new ReadingHistory(longestSpan);

const gap = 3 * interval;

function trendOf({ Id }: Sensor) {
  const now = Date.now();
  const points = history.of(Id).filter(({ at }) => at >= now - trendSpan);
  return { points, now, leastSpan, gap };
}

export function Sensors() {
  const { redfish, machine } = usePage();
  const sensors = useSignal<readonly Sensor[] | undefined>(undefined);
  const edited = useSignal<Sensor | undefined>(undefined);
  const { failure, refresh } = useReading(async () => {
    const members = readable(await redfish.get<Collection<Sensor>>(`${sensorsUri}?$expand=.`));
    const at = Date.now();
    for (const { Id, Reading } of members) if (Reading !== null) history.add(Id, { at, reading: Reading });
    sensors.value = members;
  }, ["sensorThresholdCrossed", "powerChanged"]);
  useRepeat(refresh, interval);
  /** A sensor's Id, which the address knows, too. */
  const opened = useSignal(route.value.query.get("sensor") ?? "");
  const look = (sensor: string): void => {
    opened.value = sensor;
    showInAddress({ sensor });
  };

  if (!sensors.value) return <p class="blank">{failure ?? t("Reading the sensors …")}</p>;
  if (sensors.value.length === 0) return <p class="blank">{t("This machine has no sensors.")}</p>;
  const looked = sensors.value.find(({ Id }) => Id === opened.value);
  const isOff = machine.value?.powerState === "off" || machine.value?.powerState === "crashed";
  return (
    <div class="table-view sensors">
      <header class="view-head">
        <h2>{t("Sensors")}</h2>
        <Summary sensors={sensors.value} />
        <p class="muted note-line">
          {failure ??
            (isOff
              ? t("The machine is off: what only runs with it has no reading.")
              : t("Read every 2 seconds; the curves show the last minutes, at most 5."))}
        </p>
      </header>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t("Sensor")}</th>
            <th scope="col">{t("Status")}</th>
            <th scope="col" class="number">
              {t("Reading")}
            </th>
            <th scope="col">{t("Trend")}</th>
            <th scope="col">
              <span class="hidden">{t("Look")}</span>
            </th>
            <th scope="col">{t("Lower limits")}</th>
            <th scope="col">{t("Upper limits")}</th>
            <th scope="col">
              <span class="hidden">{t("Change")}</span>
            </th>
          </tr>
        </thead>
        {byKind(sensors.value).map(({ title, sensors }) => (
          <tbody key={title}>
            <tr class="kind">
              <th scope="rowgroup" colspan={8}>
                {title}
              </th>
            </tr>
            {sensors.map(sensor => (
              <SensorRow
                key={sensor.Id}
                sensor={sensor}
                trend={trendOf(sensor)}
                onEdit={() => {
                  edited.value = sensor;
                }}
                onOpen={() => look(sensor.Id)}
              />
            ))}
          </tbody>
        ))}
      </table>
      {looked && (
        <SensorDialog
          sensor={looked}
          points={history.of(looked.Id)}
          gap={gap}
          onChanged={refresh}
          onClose={() => look("")}
        />
      )}
      {edited.value && (
        <ThresholdsDialog
          sensor={edited.value}
          onChanged={refresh}
          onClose={() => {
            edited.value = undefined;
          }}
        />
      )}
    </div>
  );
}

const counted = {
  OK: { title: "{count} OK" },
  Warning: { title: "{count} Warning" },
  Critical: { title: "{count} Critical" },
} as const;

function Summary({ sensors }: { readonly sensors: readonly Sensor[] }) {
  const read = sensors.filter(({ Reading }) => Reading !== null);
  const count = (health: "OK" | "Warning" | "Critical") =>
    read.filter(({ Status }) => Status.Health === health).length;
  return (
    <p class="summary" role="status" aria-label={t("Health of all sensors")}>
      {(["Critical", "Warning", "OK"] as const)
        .filter(health => count(health) > 0)
        .map(health => (
          <Health key={health} of={health} words={t(counted[health].title, { count: count(health) })} />
        ))}
      {read.length < sensors.length && (
        <Health
          of={undefined}
          words={t("{count} without a reading", { count: sensors.length - read.length })}
        />
      )}
    </p>
  );
}
