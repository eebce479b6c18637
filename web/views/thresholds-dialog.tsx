import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { numberWords, type ThresholdName, thresholdTitles, unitOf } from "../app/sensor-words.ts";
import { TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { type Sensor, sensorsUri } from "../redfish/resources.ts";

export interface ThresholdsDialogProps {
  readonly sensor: Sensor;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

const fieldName = (name: ThresholdName): string => `Thresholds/${name}/Reading`;

export function ThresholdsDialog({ sensor, onChanged, onClose }: ThresholdsDialogProps) {
  const { redfish, offerUndo } = usePage();
  const names = (Object.keys(thresholdTitles) as ThresholdName[]).filter(name => sensor.Thresholds[name]);
  const { ReadingRangeMin: min, ReadingRangeMax: max } = sensor;

  const save = async (data: FormData): Promise<void> => {
    const changed = names.flatMap(name => {
      const Reading = Number(data.get(fieldName(name)));
      return Reading === sensor.Thresholds[name]?.Reading ? [] : [[name, { Reading }] as const];
    });
    if (changed.length === 0) return;
    await redfish.patch(`${sensorsUri}/${sensor.Id}`, { Thresholds: Object.fromEntries(changed) });
    await onChanged();
    const before = changed.map(([name]) => [name, { Reading: sensor.Thresholds[name]?.Reading }] as const);
    offerUndo(t("The limits of {name} are changed.", { name: sensor.Name }), async () => {
      await redfish.patch(`${sensorsUri}/${sensor.Id}`, { Thresholds: Object.fromEntries(before) });
      await onChanged();
    });
  };

  return (
    <FormDialog
      title={t("Limits of {name}", { name: sensor.Name })}
      submitLabel={t("Save")}
      onSubmit={save}
      onClose={onClose}
    >
      <p class="muted">
        {t("In {unit}, from {min} to {max}. The sensor keeps the nearest value that it can hold.", {
          unit: unitOf(sensor),
          min: numberWords(min),
          max: numberWords(max),
        })}
      </p>
      <div class="pairs">
        {names.map(name => (
          <TextField
            key={name}
            name={fieldName(name)}
            label={thresholdTitles[name]}
            initial={sensor.Thresholds[name]?.Reading}
            input={{ type: "number", step: "any", min, max, required: true }}
          />
        ))}
      </div>
    </FormDialog>
  );
}
