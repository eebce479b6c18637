import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { SelectField, TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { RedfishFailure } from "../redfish/client.ts";
import { resetToDefaultsUri } from "../redfish/manager-resources.ts";

/** Restart and return to defaults. */
export function RestartCard() {
  const page = usePage();
  const isOpen = useSignal(false);
  const mayNot = !page.mayAdminister() || page.isRestarting.value;
  return (
    <Card
      title={t("Restart and defaults")}
      about={t("The machine runs on in any case. This page comes back by itself.")}
    >
      <div class="buttons">
        <Button icon="restart" disabled={mayNot} onClick={page.restartBmc}>
          {t("Restart the BMC")}
        </Button>
        <Button
          icon="undo"
          kind="risky"
          disabled={mayNot}
          onClick={() => {
            isOpen.value = true;
          }}
        >
          {t("Reset to defaults")}
        </Button>
      </div>
      {isOpen.value && (
        <DefaultsDialog
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </Card>
  );
}

function DefaultsDialog({ onClose }: { readonly onClose: () => void }) {
  const page = usePage();
  const word = page.machine.value?.hostName ?? "BMC";
  const types = {
    PreserveNetworkAndUsers: t("All but the network and the users"),
    PreserveNetwork: t("All but the network"),
    ResetAll: t("All"),
  };
  const reset = async (data: FormData): Promise<void> => {
    if (data.get("Confirmation") !== word) {
      const text = t("Type {word} to be sure.", { word });
      throw new RedfishFailure(0, [{ text, property: "Confirmation" }]);
    }
    await page.redfish.post(resetToDefaultsUri, { ResetType: data.get("ResetType") });
  };
  return (
    <FormDialog
      title={t("Reset the BMC to its defaults?")}
      submitLabel={t("Reset to defaults")}
      isDanger
      onSubmit={reset}
      onClose={onClose}
    >
      <p>
        {t(
          "The BMC forgets what was set and restarts: boot override, virtual media, event log, certificate. The machine runs on with its disks and hardware settings.",
        )}
      </p>
      <SelectField
        name="ResetType"
        label={t("What it forgets")}
        options={types}
        initial="PreserveNetworkAndUsers"
      />
      <TextField
        name="Confirmation"
        label={t("Type {word} to be sure", { word })}
        input={{ required: true, autocomplete: "off", autocapitalize: "none", spellcheck: false }}
      />
    </FormDialog>
  );
}
