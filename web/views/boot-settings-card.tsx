import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Choice } from "../components/choice.tsx";
import { Facts } from "../components/facts.tsx";
import { TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { type ComputerSystem, systemUri } from "../redfish/resources.ts";

type Mode = ComputerSystem["Boot"]["BootSourceOverrideMode"];

/** The firmware, and where HTTP boot looks. */
export function BootSettingsCard({ system }: { readonly system: ComputerSystem }) {
  const page = usePage();
  const isEditing = useSignal(false);
  const { BootSourceOverrideMode: mode, HttpBootUri: uri } = system.Boot;
  const names: Record<Mode, string> = { Legacy: t("Legacy (SeaBIOS)"), UEFI: t("UEFI (OVMF)") };
  const offered = system.Boot["BootSourceOverrideMode@Redfish.AllowableValues"];
  const modes = Object.fromEntries(offered.map(each => [each, names[each]])) as typeof names;
  const save = (data: FormData): Promise<void> => {
    const text = String(data.get("Boot/HttpBootUri")).trim();
    return page.redfish.patch(systemUri, { Boot: { HttpBootUri: text === "" ? null : text } });
  };
  return (
    <Card title={t("Firmware")}>
      <Choice
        label={t("Boot mode, from the next start on")}
        options={modes}
        value={mode}
        disabled={!page.mayControl() || system.Bios === undefined}
        onChange={wanted => void page.patchSystem({ Boot: { BootSourceOverrideMode: wanted } })}
      />
      <div class="below">
        <Facts
          of={[
            [
              t("HTTP boot"),
              uri === null ? (
                <span class="muted">{t("The address that DHCP gives")}</span>
              ) : (
                <code>{uri}</code>
              ),
            ],
          ]}
        />
        <Button
          icon="pencil"
          disabled={!page.mayControl()}
          onClick={() => {
            isEditing.value = true;
          }}
        >
          {t("Change the address")}
        </Button>
      </div>
      {isEditing.value && (
        <FormDialog
          title={t("Address for HTTP boot")}
          submitLabel={t("Save")}
          onSubmit={save}
          onClose={() => {
            isEditing.value = false;
          }}
        >
          <TextField
            name="Boot/HttpBootUri"
            label={t("Address")}
            hint={t("An EFI program or an ISO image, over plain HTTP. Empty: what DHCP says.")}
            initial={uri ?? ""}
            input={{ type: "url", placeholder: "http://", autocomplete: "off", spellcheck: false }}
          />
        </FormDialog>
      )}
    </Card>
  );
}
