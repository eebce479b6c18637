import { driveWords, sizeWords } from "../app/hardware-words.ts";
import { t } from "../app/language.ts";
import { useResource } from "../app/resource.ts";
import { Card } from "../components/card.tsx";
import { Read } from "../components/read.tsx";
import { type Drive, drivesUri } from "../redfish/machine-resources.ts";
import { type Collection, readable } from "../redfish/resources.ts";

export function DrivesCard() {
  const drives = useResource<Collection<Drive>>(`${drivesUri}?$expand=.`, ["hardwareChanged"]);
  return (
    <Card title={t("Drives")}>
      <Read of={drives}>
        {collection =>
          collection.Members.length === 0 ? (
            <p class="muted">
              {t("The machine has no drive of its own. It may start from media or the network.")}
            </p>
          ) : (
            <table class="table labelled">
              <thead>
                <tr>
                  <th scope="col">{t("Drive")}</th>
                  <th scope="col">{t("Kind")}</th>
                  <th scope="col">{t("Serial number")}</th>
                  <th scope="col" class="number">
                    {t("Size")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {readable(collection).map(drive => (
                  <tr key={drive.Id}>
                    <th scope="row">
                      {drive.Id}
                      <span class="muted origin">{drive.Model}</span>
                    </th>
                    <td data-title={t("Kind")}>{driveWords(drive)}</td>
                    <td data-title={t("Serial number")}>
                      {drive.SerialNumber !== undefined && <code>{drive.SerialNumber}</code>}
                    </td>
                    <td class="number" data-title={t("Size")}>
                      {sizeWords(drive.CapacityBytes)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
    </Card>
  );
}
