import { t } from "../app/language.ts";
import { useResource } from "../app/resource.ts";
import { Facts } from "../components/facts.tsx";
import { type EthernetInterface, ethernetInterfaceUri } from "../redfish/resources.ts";

/** Where the BMC can be reached. */
export function NetworkCard() {
  const { value: lan, failure } = useResource<EthernetInterface>(ethernetInterfaceUri, [
    "lanSettingsChanged",
    "lanSettingsFailed",
  ]);
  return (
    <section class="card" aria-labelledby="network-card">
      <h2 id="network-card">{t("BMC's network")}</h2>
      {!lan && <p class="muted">{failure ?? "…"}</p>}
      {lan && (
        <Facts
          of={[
            [t("Host name"), lan.HostName],
            [t("Link"), lan.LinkStatus === "LinkUp" ? t("Up") : t("Down")],
            [
              "IPv4",
              lan.IPv4Addresses.map(({ Address, SubnetMask }) => `${Address} / ${SubnetMask}`).join(", "),
            ],
            [t("Gateway"), lan.IPv4Addresses[0]?.Gateway],
            ["IPv6", lan.IPv6Addresses.length > 0 ? <Ipv6 addresses={lan.IPv6Addresses} /> : undefined],
            [t("IPv6 gateway"), lan.IPv6DefaultGateway],
            [t("MAC address"), <code key="mac">{lan.MACAddress}</code>],
            [
              "VLAN",
              lan.VLAN.VLANEnable
                ? t("{id}, priority {priority}", { id: lan.VLAN.VLANId, priority: lan.VLAN.VLANPriority })
                : undefined,
            ],
          ]}
        />
      )}
    </section>
  );
}

function Ipv6({ addresses }: { readonly addresses: EthernetInterface["IPv6Addresses"] }) {
  return (
    <ul class="plain-list">
      {addresses.map(({ Address, PrefixLength }) => (
        <li key={Address}>
          {Address}/{PrefixLength}
        </li>
      ))}
    </ul>
  );
}
