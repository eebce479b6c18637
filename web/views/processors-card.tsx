import { sizeWords } from "../app/hardware-words.ts";
import { t } from "../app/language.ts";
import { useResource } from "../app/resource.ts";
import { Card } from "../components/card.tsx";
import { Read } from "../components/read.tsx";
import { type Memory, memoryUri, type Processor, processorsUri } from "../redfish/machine-resources.ts";
import { type Collection, readable } from "../redfish/resources.ts";

const mebibyte = 2 ** 20;

/** Processors and memory. */
export function ProcessorsCard() {
  const processors = useResource<Collection<Processor>>(`${processorsUri}?$expand=.`, ["hardwareChanged"]);
  const memory = useResource<Collection<Memory>>(`${memoryUri}?$expand=.`, ["hardwareChanged"]);
  return (
    <Card
      title={t("Processors and memory")}
      tools={<a href="#boot">{t("Change")}</a>}
      about={t("How many there are is an attribute of the BIOS.")}
    >
      <Read of={processors}>
        {collection => (
          <table class="table labelled">
            <thead>
              <tr>
                <th scope="col">{t("Socket")}</th>
                <th scope="col">{t("Model")}</th>
                <th scope="col" class="number">
                  {t("Cores")}
                </th>
                <th scope="col" class="number">
                  {t("Threads")}
                </th>
              </tr>
            </thead>
            <tbody>
              {readable(collection).map(processor => (
                <tr key={processor.Id}>
                  <th scope="row">{processor.Socket}</th>
                  <td>
                    <span lang="en">{processor.Model}</span>
                    <span class="muted origin">
                      {[processor.Manufacturer, processor.InstructionSet].filter(Boolean).join(", ")}
                      {processor.MaxSpeedMHz !== undefined && `, ${processor.MaxSpeedMHz} MHz`}
                    </span>
                  </td>
                  <td class="number" data-title={t("Cores")}>
                    {processor.TotalCores}
                  </td>
                  <td class="number" data-title={t("Threads")}>
                    {processor.TotalThreads}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Read>
      <Read of={memory}>
        {collection => (
          <table class="table labelled">
            <thead>
              <tr>
                <th scope="col">{t("Memory")}</th>
                <th scope="col" class="number">
                  {t("Size")}
                </th>
              </tr>
            </thead>
            <tbody>
              {readable(collection).map(({ Id, Name, CapacityMiB }) => (
                <tr key={Id}>
                  <th scope="row">{Name}</th>
                  <td class="number">{sizeWords(CapacityMiB * mebibyte)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Read>
    </Card>
  );
}
