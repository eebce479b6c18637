import { sizeWords } from "../app/hardware-words.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { durationWords } from "../app/time-words.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { download, stampedName } from "../components/download.ts";
import { Facts } from "../components/facts.tsx";
import { Read } from "../components/read.tsx";
import { useRepeat } from "../components/repeat.ts";
import {
  diagnosticDataUri,
  type ManagerDiagnosticData,
  managerLogEntriesUri,
  networkProtocolUri,
} from "../redfish/manager-resources.ts";
import { ethernetInterfaceUri, type Manager, systemUri } from "../redfish/resources.ts";

const interval = 10_000;

/** What the BMC takes of its host, and all that somebody who helps may want to see. */
export function DiagnosticsCard({ manager }: { readonly manager: Manager }) {
  const page = usePage();
  const data = useResource<ManagerDiagnosticData>(diagnosticDataUri);
  useRepeat(data.refresh, interval);
  const save = (): Promise<void> =>
    page.attempt(async () => {
      const uris = [
        diagnosticDataUri,
        systemUri,
        networkProtocolUri,
        ethernetInterfaceUri,
        managerLogEntriesUri,
      ];
      const resources = await Promise.all(uris.map(uri => page.redfish.get<unknown>(uri)));
      const text = JSON.stringify([manager, ...resources], undefined, 2);
      download(stampedName("bmc-diagnostics", "json"), new Blob([text], { type: "application/json" }));
    });
  return (
    <Card
      title={t("Diagnostics")}
      tools={
        <Button icon="download" onClick={() => void save()}>
          {t("Download")}
        </Button>
      }
    >
      <Read of={data}>
        {({ ServiceRootUptimeSeconds: uptime, TopProcesses: [process] }) => (
          <Facts
            of={[
              [t("Up for"), durationWords(uptime * 1000)],
              [t("Memory"), process && sizeWords(process.ResidentSetSizeBytes)],
              [
                t("Processor time"),
                process &&
                  t("{seconds} s, {percent} % of the time since its start", {
                    seconds: Math.round(process.UserTimeSeconds + process.KernelTimeSeconds),
                    percent: ((100 * (process.UserTimeSeconds + process.KernelTimeSeconds)) / uptime).toFixed(
                      1,
                    ),
                  }),
              ],
              [
                t("Program"),
                process && <code key="program">{process.CommandLine.replace(/^\S*\//, "")}</code>,
              ],
            ]}
          />
        )}
      </Read>
    </Card>
  );
}
