import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import type { RackSearch } from "../app/rack.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { networkProtocolUri } from "../redfish/manager-resources.ts";

/** Why there is nobody else, and what changes that. */
export function RackEmpty({ discovery }: Pick<RackSearch, "discovery">) {
  const page = usePage();
  const switchOn = (): void =>
    void page.attempt(() => page.redfish.patch(networkProtocolUri, { SSDP: { ProtocolEnabled: true } }));
  if (discovery === "off")
    return (
      <section class="rack-empty" aria-label={t("No other BMCs")}>
        <Icon name="search" />
        <h3>{t("Discovery is off")}</h3>
        <p>
          {t(
            "BMCs find each other with SSDP. While it is off here, this BMC neither looks for others nor is found by them.",
          )}
        </p>
        {page.mayAdminister() ? (
          <Button kind="primary" icon="power" onClick={switchOn}>
            {t("Switch on discovery (SSDP)")}
          </Button>
        ) : (
          <p>{t("An administrator can switch it on in the view Network.")}</p>
        )}
      </section>
    );
  return (
    <section class="rack-empty" aria-label={t("No other BMCs")}>
      <Icon name="search" />
      <h3>{discovery === "on" ? t("No other BMC has answered yet") : t("There is no network to look in")}</h3>
      <p>
        {discovery === "on"
          ? t("Other nodes appear here by themselves as soon as they are found. A node is found when:")
          : t("The management interface has no IPv4 address, or carries no multicast. Nodes are found when:")}
      </p>
      <ul>
        <li>
          {t("it is in the same management network as this one (in containerlab the nodes of a lab are),")}
        </li>
        <li>{t("SSDP is on there (SSDP=true, which is the default), and")}</li>
        <li>{t("the network lets multicast to 239.255.255.250, UDP port 1900, pass.")}</li>
      </ul>
    </section>
  );
}
