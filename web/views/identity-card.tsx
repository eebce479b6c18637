import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Tool } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Facts } from "../components/facts.tsx";
import { Read } from "../components/read.tsx";
import { type Chassis, chassisUri } from "../redfish/machine-resources.ts";
import { type ComputerSystem, systemUri } from "../redfish/resources.ts";
import { AssetTagDialog } from "./asset-tag-dialog.tsx";

/** What the FRU image says of the machine. */
export function IdentityCard() {
  const page = usePage();
  const isEditing = useSignal(false);
  const system = useResource<ComputerSystem>(systemUri, ["inventoryChanged", "hardwareChanged"]);
  const chassis = useResource<Chassis>(chassisUri, ["inventoryChanged"]).value;
  return (
    <Card title={t("Identity")} about={t("IPMI shows the same as the machine's FRU data.")}>
      <Read of={system}>
        {value => (
          <>
            <Facts
              of={[
                [t("Manufacturer"), value.Manufacturer],
                [t("Model"), value.Model],
                [t("Part number"), value.PartNumber],
                [t("Serial number"), <code key="serial">{value.SerialNumber}</code>],
                [
                  t("Asset tag"),
                  <span key="tag" class="editable">
                    {value.AssetTag === "" ? <span class="muted">{t("None")}</span> : value.AssetTag}
                    {page.mayControl() && (
                      <Tool
                        icon="pencil"
                        label={t("Change the asset tag")}
                        onClick={() => {
                          isEditing.value = true;
                        }}
                      />
                    )}
                  </span>,
                ],
                [t("UUID"), <code key="uuid">{value.UUID}</code>],
                [t("Chassis"), chassis && `${chassis.ChassisType.replace("RackMount", t("Rack mount"))}`],
                [t("Chassis part"), chassis?.PartNumber],
                [t("Chassis serial"), chassis && <code key="chassis">{chassis.SerialNumber}</code>],
              ]}
            />
            {isEditing.value && (
              <AssetTagDialog
                tag={value.AssetTag}
                onClose={() => {
                  isEditing.value = false;
                }}
              />
            )}
          </>
        )}
      </Read>
    </Card>
  );
}
