import { useSignal } from "@preact/signals";
import { eventWords } from "../app/event-words.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Facts } from "../components/facts.tsx";
import { Icon } from "../components/icon.tsx";
import { Read } from "../components/read.tsx";
import { type EthernetInterface, ethernetInterfaceUri } from "../redfish/resources.ts";
import { BmcInterfaceDialog } from "./bmc-interface-dialog.tsx";

/** Where the BMC can be reached, which is what IPMI's LAN parameters say. */
export function BmcInterfaceCard() {
  const page = usePage();
  const isEditing = useSignal(false);
  const lan = useResource<EthernetInterface>(ethernetInterfaceUri, [
    "lanSettingsChanged",
    "lanSettingsFailed",
  ]);
  const newest = page.events.value.find(
    ({ type }) => type === "lanSettingsChanged" || type === "lanSettingsFailed",
  );
  return (
    <Card
      title={t("The BMC's interface")}
      about={t("The same as IPMI's LAN settings.")}
      tools={
        <Button
          icon="pencil"
          disabled={!page.mayAdminister() || !lan.value}
          onClick={() => {
            isEditing.value = true;
          }}
        >
          {t("Change")}
        </Button>
      }
    >
      {newest?.type === "lanSettingsFailed" && (
        <div class="problem" role="alert">
          <Icon name="alert" />
          <p>{eventWords(newest)}</p>
        </div>
      )}
      <Read of={lan}>
        {value => (
          <>
            <Facts of={factsOf(value)} />
            {isEditing.value && (
              <BmcInterfaceDialog
                lan={value}
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

function factsOf(lan: EthernetInterface) {
  const [ipv4] = lan.IPv4Addresses;
  const { VLANEnable, VLANId, VLANPriority } = lan.VLAN;
  const isFixed = lan.IPv4StaticAddresses.length > 0;
  return [
    [t("Host name"), lan.HostName],
    [t("Link"), lan.LinkStatus === "LinkUp" ? t("Up") : t("Down")],
    [t("IPv4 address"), ipv4 && <code key="ipv4">{ipv4.Address}</code>],
    [t("Netmask"), ipv4 && <code key="mask">{ipv4.SubnetMask}</code>],
    [t("Gateway"), ipv4?.Gateway && <code key="gateway">{ipv4.Gateway}</code>],
    [t("Set by"), isFixed ? t("The BMC") : t("The container or the host")],
    [t("IPv6 addresses"), lan.IPv6Addresses.length > 0 && <Ipv6 key="ipv6" addresses={lan.IPv6Addresses} />],
    [t("IPv6 gateway"), lan.IPv6DefaultGateway && <code key="router">{lan.IPv6DefaultGateway}</code>],
    [t("MAC address"), <code key="mac">{lan.MACAddress}</code>],
    [
      t("VLAN"),
      VLANEnable ? t("{id}, priority {priority}", { id: VLANId, priority: VLANPriority }) : t("None"),
    ],
  ] as const;
}

type Ipv6Addresses = EthernetInterface["IPv6Addresses"];

function Ipv6({ addresses }: { readonly addresses: Ipv6Addresses }) {
  const originWords: Record<Ipv6Addresses[number]["AddressOrigin"], string> = {
    Static: t("fixed"),
    SLAAC: t("by router advertisement"),
    LinkLocal: t("link-local"),
  };
  return (
    <ul class="plain-list">
      {addresses.map(({ Address, PrefixLength, AddressOrigin }) => (
        <li key={Address}>
          <code>
            {Address}/{PrefixLength}
          </code>{" "}
          <span class="muted">{originWords[AddressOrigin]}</span>
        </li>
      ))}
    </ul>
  );
}
