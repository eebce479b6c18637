import { sizeWords } from "../app/hardware-words.ts";
import { t } from "../app/language.ts";
import { useResource } from "../app/resource.ts";
import { Card } from "../components/card.tsx";
import { Read } from "../components/read.tsx";
import {
  firmwareInventoryUri,
  type SoftwareInventory,
  softwareInventoryUri,
} from "../redfish/machine-resources.ts";
import { type Collection, readable } from "../redfish/resources.ts";

/** All versions: the BMC's, the firmware's, QEMU's. */
export function FirmwareCard() {
  const firmware = useResource<Collection<SoftwareInventory>>(`${firmwareInventoryUri}?$expand=.`, [
    "firmwareChanged",
    "bootProgressChanged",
  ]);
  const software = useResource<Collection<SoftwareInventory>>(`${softwareInventoryUri}?$expand=.`);
  return (
    <Card title={t("Firmware and software")} isWide>
      <Read of={firmware}>
        {collection => (
          <table class="table labelled">
            <thead>
              <tr>
                <th scope="col">{t("Component")}</th>
                <th scope="col">{t("Version")}</th>
                <th scope="col">{t("About")}</th>
              </tr>
            </thead>
            <tbody>
              {[...readable(collection), ...(software.value ? readable(software.value) : [])].map(item => (
                <Component key={item.Id} item={item} />
              ))}
            </tbody>
          </table>
        )}
      </Read>
    </Card>
  );
}

const checksum = /^sha256:(.{12})/;

function Component({ item }: { readonly item: SoftwareInventory }) {
  const { Name, SoftwareId, Version, Description, SizeBytes } = item;
  const [, beginning] = checksum.exec(Version ?? "") ?? [];
  return (
    <tr>
      <th scope="row">
        <span lang="en">{Name}</span>
        <span class="muted origin">{SoftwareId}</span>
      </th>
      <td data-title={t("Version")} title={Version}>
        {beginning === undefined ? (Version ?? t("Not known yet")) : <code>sha256:{beginning}…</code>}
      </td>
      <td class="muted">
        <span lang="en">{Description}</span> {SizeBytes !== undefined && sizeWords(SizeBytes)}
      </td>
    </tr>
  );
}
