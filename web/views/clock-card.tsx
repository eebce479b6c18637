import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Facts } from "../components/facts.tsx";
import { TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { managerUri } from "../redfish/resources.ts";
import { BmcTime } from "./bmc-card.tsx";
import type { ManagerCardProps } from "./bmc-identity-card.tsx";

export function ClockCard({ manager, onChanged }: ManagerCardProps) {
  const page = usePage();
  const isEditing = useSignal(false);
  return (
    <Card
      title={t("Clock")}
      about={
        <>
          {t("Log entries carry its time.")} <a href="#network">{t("Time servers")}</a>
        </>
      }
      tools={
        <Button
          icon="pencil"
          disabled={!page.mayAdminister()}
          onClick={() => {
            isEditing.value = true;
          }}
        >
          {t("Set")}
        </Button>
      }
    >
      <Facts
        of={[
          [t("Time"), <BmcTime key="time" manager={manager} />],
          [t("Its time zone"), t("UTC {offset}", { offset: manager.DateTimeLocalOffset })],
        ]}
      />
      {isEditing.value && (
        <ClockDialog
          manager={manager}
          onChanged={onChanged}
          onClose={() => {
            isEditing.value = false;
          }}
        />
      )}
    </Card>
  );
}

/** "2026-01-31T23:59:59" in this browser's zone, as a field for date and time has it. */
function localText(milliseconds: number): string {
  const offset = new Date(milliseconds).getTimezoneOffset() * 60_000;
  return new Date(milliseconds - offset).toISOString().slice(0, 19);
}

function ClockDialog({ manager, onChanged, onClose }: ManagerCardProps & { readonly onClose: () => void }) {
  const { redfish } = usePage();
  const shown = localText(Date.parse(manager.DateTime));
  const save = async (data: FormData): Promise<void> => {
    const offset = String(data.get("DateTimeLocalOffset"));
    const time = String(data.get("DateTime"));
    const changes = {
      ...(offset !== manager.DateTimeLocalOffset && { DateTimeLocalOffset: offset }),
      ...(time !== shown && { DateTime: `${new Date(time).toISOString().slice(0, 19)}Z` }),
    };
    if (Object.keys(changes).length === 0) return;
    await redfish.patch(managerUri, changes);
    await onChanged();
  };
  return (
    <FormDialog title={t("The BMC's clock")} submitLabel={t("Save")} onSubmit={save} onClose={onClose}>
      <TextField
        name="DateTime"
        label={t("Date and time")}
        hint={t("In your own time zone. What you leave as it is goes on running.")}
        initial={shown}
        input={{ type: "datetime-local", step: 1, required: true }}
      />
      <TextField
        name="DateTimeLocalOffset"
        label={t("Time zone of the BMC")}
        hint={t("Its distance from UTC, for example +09:00. IPMI's clock goes by it.")}
        initial={manager.DateTimeLocalOffset}
        input={{ required: true, pattern: "[+\\-][01]\\d:[0-5]\\d", autocomplete: "off" }}
      />
    </FormDialog>
  );
}
