import { classWords, pciAddressWords, pciIdWords, vendorWords } from "../app/hardware-words.ts";
import { t } from "../app/language.ts";
import { useResource } from "../app/resource.ts";
import { Card } from "../components/card.tsx";
import { Read } from "../components/read.tsx";
import { type PcieDevice, type PcieFunction, pcieDevicesUri } from "../redfish/machine-resources.ts";
import { type Collection, readable } from "../redfish/resources.ts";

const isBridge = ({ DeviceClass }: PcieFunction): boolean => DeviceClass === "Bridge";

export function PcieCard() {
  const devices = useResource<Collection<PcieDevice>>(`${pcieDevicesUri}?$expand=.($levels=3)`, [
    "hardwareChanged",
  ]);
  return (
    <Card title={t("PCI devices")} isWide>
      <Read of={devices}>
        {collection => {
          const functions = readable(collection).flatMap(({ PCIeFunctions }) => PCIeFunctions.Members);
          const bridges = functions.filter(isBridge);
          if (functions.length === 0) {
            return <p class="muted">{t("They are known once the machine has been on.")}</p>;
          }
          return (
            <>
              <Functions of={functions.filter(fn => !isBridge(fn))} />
              {bridges.length > 0 && (
                <details class="more">
                  <summary>{t("Bridges and ports to plug into: {count}", { count: bridges.length })}</summary>
                  <Functions of={bridges} />
                </details>
              )}
            </>
          );
        }}
      </Read>
    </Card>
  );
}

function Functions({ of }: { readonly of: readonly PcieFunction[] }) {
  return (
    <table class="table labelled pci">
      <thead>
        <tr>
          <th scope="col">{t("Address")}</th>
          <th scope="col">{t("Device")}</th>
          <th scope="col">{t("Class")}</th>
          <th scope="col">{t("Vendor")}</th>
          <th scope="col">{t("Id")}</th>
        </tr>
      </thead>
      <tbody>
        {of.map(fn => (
          <tr key={pciAddressWords(fn)}>
            <th scope="row">
              <code>{pciAddressWords(fn)}</code>
            </th>
            <td lang="en">{fn.Name}</td>
            <td lang="en" data-title={t("Class")}>
              {classWords(fn)}
            </td>
            <td data-title={t("Vendor")}>{vendorWords(fn)}</td>
            <td data-title={t("Id")}>
              <code>{pciIdWords(fn)}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
