import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Tool } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Facts } from "../components/facts.tsx";
import { TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { Time } from "../components/time.tsx";
import { type Manager, managerUri } from "../redfish/resources.ts";

export interface ManagerCardProps {
  readonly manager: Manager;
  readonly onChanged: () => Promise<void>;
}

/** As DCMI's management controller identifier string has room for. */
const longest = 63;

export function BmcIdentityCard({ manager, onChanged }: ManagerCardProps) {
  const page = usePage();
  const isEditing = useSignal(false);
  const save = async (data: FormData): Promise<void> => {
    const ServiceIdentification = String(data.get("ServiceIdentification"));
    await page.redfish.patch(managerUri, { ServiceIdentification });
    await onChanged();
  };
  return (
    <Card title={t("This BMC")}>
      <Facts
        of={[
          [t("Model"), manager.Model],
          [t("Version"), manager.FirmwareVersion],
          [t("Started"), <Time key="started" iso={manager.LastResetTime} />],
          [
            t("Identification"),
            <span key="identification" class="editable">
              {manager.ServiceIdentification || <span class="muted">{t("None")}</span>}
              {page.mayAdminister() && (
                <Tool
                  icon="pencil"
                  label={t("Change the identification")}
                  onClick={() => {
                    isEditing.value = true;
                  }}
                />
              )}
            </span>,
          ],
          [t("UUID"), <code key="uuid">{manager.UUID}</code>],
        ]}
      />
      {isEditing.value && (
        <FormDialog
          title={t("Identification of the BMC")}
          submitLabel={t("Save")}
          onSubmit={save}
          onClose={() => {
            isEditing.value = false;
          }}
        >
          <TextField
            name="ServiceIdentification"
            label={t("Identification")}
            hint={t(
              "Everybody can read it without logging in. DCMI has it as the controller's identifier string.",
            )}
            initial={manager.ServiceIdentification}
            input={{ maxLength: longest, autocomplete: "off" }}
          />
        </FormDialog>
      )}
    </Card>
  );
}
