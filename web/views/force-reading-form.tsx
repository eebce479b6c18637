import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { unitOf } from "../app/sensor-words.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { RedfishFailure } from "../redfish/client.ts";
import { type Sensor, sensorsUri } from "../redfish/resources.ts";

/** ISO 8601 durations; an empty one has no end. */
const durations = {
  PT1M: "for 1 minute",
  PT5M: "for 5 minutes",
  PT1H: "for 1 hour",
  "": "until it is ended",
} as const;

export interface ForceReadingFormProps {
  readonly sensor: Sensor;
  readonly onChanged: () => Promise<void>;
}

/** Makes the sensor read something, to test whatever watches it. */
export function ForceReadingForm({ sensor, onChanged }: ForceReadingFormProps) {
  const { redfish } = usePage();
  const id = useId();
  const fault = useSignal<string | undefined>(undefined);
  const { Id, ReadingRangeMin: min, ReadingRangeMax: max, Oem } = sensor;
  const force = async (body: object): Promise<void> => {
    try {
      await redfish.post(`${sensorsUri}/${Id}/Actions/Oem/QemuBmc.ForceReading`, body);
      fault.value = undefined;
      await onChanged();
    } catch (error) {
      if (!(error instanceof RedfishFailure)) throw error;
      fault.value = error.message;
    }
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const duration = String(data.get("Duration"));
    void force({ Reading: Number(data.get("Reading")), ...(duration !== "" && { Duration: duration }) });
  };
  return (
    <form class="force-reading" onSubmit={submit}>
      <p>
        <strong>{t("Test what watches it")}</strong>{" "}
        <span class="muted">
          {t("Limits, event log, subscribers and IPMI take a forced reading for true.")}
        </span>
      </p>
      <div class="force-fields">
        <label for={`${id}-reading`}>{t("Read {unit}", { unit: unitOf(sensor) })}</label>
        <input id={`${id}-reading`} name="Reading" type="number" step="any" min={min} max={max} required />
        <select name="Duration" aria-label={t("How long")}>
          {Object.entries(durations).map(([value, words]) => (
            <option key={value} value={value}>
              {t(words)}
            </option>
          ))}
        </select>
        <button type="submit" class="button plain">
          <Icon name="pencil" />
          <span>{t("Force")}</span>
        </button>
        {Oem.QemuBmc.Forced && (
          <Button icon="undo" kind="primary" onClick={() => void force({ Reading: null })}>
            {t("End the forced reading")}
          </Button>
        )}
      </div>
      {fault.value !== undefined && (
        <p class="fault" role="alert">
          <Icon name="alert" />
          {fault.value}
        </p>
      )}
    </form>
  );
}
