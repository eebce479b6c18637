import { useSignal } from "@preact/signals";
import { usePage } from "../app/page.ts";
import { ReadingHistory } from "../app/reading-history.ts";
import { useReading } from "../app/resource.ts";
import { byKind } from "../app/sensor-words.ts";
import { Health } from "../components/health.tsx";
import { useRepeat } from "../components/repeat.ts";
import { type Collection, readable, type Sensor, sensorsUri } from "../redfish/resources.ts";
import { SensorRow } from "./sensor-row.tsx";
import { ThresholdsDialog } from "./thresholds-dialog.tsx";
import "../styles/tables.css";
import "../styles/sensors.css";

const interval = 2_000;
const longestSpan = 5 * 60_000;
const leastSpan = 60_000;

/** Kept while the page is, so that a look at another view does not wipe the curves. */
const history = new ReadingHistory(longestSpan);

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

  if (!sensors.value) return <p class="blank">{failure ?? "Reading the sensors …"}</p>;
  if (sensors.value.length === 0) return <p class="blank">This machine has no sensors.</p>;
  const isOff = machine.value?.powerState === "off" || machine.value?.powerState === "crashed";
  return (
    <div class="table-view sensors">
      <header class="view-head">
        <h2>Sensors</h2>
        <Summary sensors={sensors.value} />
        <p class="muted note-line">
          {failure ??
            (isOff
              ? "The machine is off: what only runs with it has no reading."
              : "Read every 2 seconds; the curves show the last minutes, at most 5.")}
        </p>
      </header>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Sensor</th>
            <th scope="col">Status</th>
            <th scope="col" class="number">
              Reading
            </th>
            <th scope="col">Trend</th>
            <th scope="col">Lower limits</th>
            <th scope="col">Upper limits</th>
            <th scope="col">
              <span class="hidden">Change</span>
            </th>
          </tr>
        </thead>
        {byKind(sensors.value).map(({ title, sensors }) => (
          <tbody key={title}>
            <tr class="kind">
              <th scope="rowgroup" colspan={7}>
                {title}
              </th>
            </tr>
            {sensors.map(sensor => (
              <SensorRow
                key={sensor.Id}
                sensor={sensor}
                trend={{ points: history.of(sensor.Id), now: Date.now(), leastSpan, gap: 3 * interval }}
                onEdit={() => {
                  edited.value = sensor;
                }}
              />
            ))}
          </tbody>
        ))}
      </table>
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

function Summary({ sensors }: { readonly sensors: readonly Sensor[] }) {
  const read = sensors.filter(({ Reading }) => Reading !== null);
  const count = (health: "OK" | "Warning" | "Critical") =>
    read.filter(({ Status }) => Status.Health === health).length;
  return (
    <p class="summary" role="status" aria-label="Health of all sensors">
      {(["Critical", "Warning", "OK"] as const)
        .filter(health => count(health) > 0)
        .map(health => (
          <Health key={health} of={health} words={`${count(health)} ${health}`} />
        ))}
      {read.length < sensors.length && (
        <Health of={undefined} words={`${sensors.length - read.length} without a reading`} />
      )}
    </p>
  );
}
