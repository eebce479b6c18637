import { t } from "../app/language.ts";
import { useResource } from "../app/resource.ts";
import { Card } from "../components/card.tsx";
import { Read } from "../components/read.tsx";
import { type TrustedComponent, trustedComponentsUri } from "../redfish/machine-resources.ts";
import { type Collection, readable } from "../redfish/resources.ts";

export function TpmCard() {
  const components = useResource<Collection<TrustedComponent>>(`${trustedComponentsUri}?$expand=.`, [
    "hardwareChanged",
  ]);
  return (
    <Card title={t("Trusted platform module")}>
      <Read of={components}>
        {collection =>
          collection.Members.length === 0 ? (
            <p class="muted">{t("The machine has none. VM_TPM gives it one.")}</p>
          ) : (
            <table class="table labelled">
              <thead>
                <tr>
                  <th scope="col">{t("Kind")}</th>
                  <th scope="col">{t("Interface")}</th>
                </tr>
              </thead>
              <tbody>
                {readable(collection).map(({ Id, Name, Model }) => (
                  <tr key={Id}>
                    <th scope="row">
                      {Name}
                      <span class="muted origin">{Id}</span>
                    </th>
                    <td data-title={t("Interface")}>{Model}</td>
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
