import { layout } from "../app/console-place.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Button } from "../components/button.tsx";
import { Overlay } from "../components/overlay.tsx";
import { powerActions } from "../redfish/power-actions.ts";
import { type Bios, biosSettingsUri, biosUri } from "../redfish/resources.ts";

/** Over a screen that can show nothing: the machine has no video adapter. */
export function NoAdapter() {
  const page = usePage();
  const { value: bios } = useResource<Bios>(biosUri, ["machineSettingsApplied"]);
  if (bios?.Attributes.VideoAdapter !== "None") return null;
  const add = (): void => {
    page.confirmation.value = {
      title: t("Add a video adapter and restart?"),
      text: powerActions.powerCycle.warning,
      label: t("Add it and power cycle"),
      run: () => void page.attempt(() => addAdapter(page)),
    };
  };
  return (
    <Overlay
      icon="monitor"
      title={t("The machine has no video adapter")}
      text={t("Its BIOS setting VideoAdapter is None, so there is no picture. The serial console works.")}
      action={page.mayControl() ? { label: t("Add a video adapter"), icon: "plus", run: add } : undefined}
    >
      {layout.value === "screen" && (
        <Button
          kind="quiet"
          icon="terminal"
          onClick={() => {
            layout.value = "serial";
          }}
        >
          {t("Go to the serial console")}
        </Button>
      )}
    </Overlay>
  );
}

/** A power cycle, as another adapter takes a cold start. */
async function addAdapter({ redfish, power }: ReturnType<typeof usePage>): Promise<void> {
  await redfish.patch(biosSettingsUri, { Attributes: { VideoAdapter: "Vga" } });
  const { warning: _asked, ...powerCycle } = powerActions.powerCycle;
  power(powerCycle);
}
