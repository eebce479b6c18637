import { t } from "../app/language.ts";
import { networkWords } from "../app/network-words.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Card } from "../components/card.tsx";
import { Icon } from "../components/icon.tsx";
import { Read } from "../components/read.tsx";
import { Switch } from "../components/switch.tsx";
import {
  type NetworkAdapter,
  networkAdaptersUri,
  type SystemEthernetInterface,
  systemEthernetUri,
} from "../redfish/machine-resources.ts";
import { type Collection, readable } from "../redfish/resources.ts";

/** The cards as the guest has them, each with a switch for its cable. */
export function NetworkCardsCard() {
  const facts = usePage().machine.value?.facts;
  const interfaceNames = new Map(facts?.nics.map(({ id, interfaceName }) => [id, interfaceName]));
  const isHandedOver = facts?.network !== undefined && facts.network.mode !== "user";
  const cards = useResource<Collection<SystemEthernetInterface>>(`${systemEthernetUri}?$expand=.`, [
    "nicLinkChanged",
    "nicCarrierChanged",
    "powerChanged",
    "hardwareChanged",
  ]);
  const adapters = useResource<Collection<NetworkAdapter>>(`${networkAdaptersUri}?$expand=.`, [
    "hardwareChanged",
  ]).value;
  const models = new Map(adapters && readable(adapters).map(({ Id, Model }) => [Id, Model]));
  return (
    <Card
      title={t("The machine's network cards")}
      about={t("The switch is the cable: without it the guest has no carrier.")}
      isWide
    >
      {facts?.network && (
        <p class="muted">
          {networkWords(facts.network)}
          {facts.network.detail !== undefined && <span lang="en"> {facts.network.detail}</span>}
        </p>
      )}
      <Read of={cards}>
        {collection =>
          collection.Members.length === 0 ? (
            <p class="muted">{t("The machine has no network card.")}</p>
          ) : (
            <table class="table labelled">
              <thead>
                <tr>
                  <th scope="col">{t("Card")}</th>
                  <th scope="col">{t("MAC address")}</th>
                  <th scope="col">{t("Link")}</th>
                  <th scope="col">{t("Speed")}</th>
                  <th scope="col">{t("Cable")}</th>
                </tr>
              </thead>
              <tbody>
                {readable(collection).map(card => (
                  <NetworkCardRow
                    key={card.Id}
                    card={card}
                    about={[isHandedOver ? interfaceNames.get(card.Id) : undefined, models.get(card.Id)]
                      .filter(Boolean)
                      .join(", ")}
                  />
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
    </Card>
  );
}

interface NetworkCardRowProps {
  readonly card: SystemEthernetInterface;
  /** What it is for, and its model, as far as they are known. */
  readonly about: string;
}

function NetworkCardRow({ card, about }: NetworkCardRowProps) {
  const page = usePage();
  const { Id: id, MACAddress: mac, InterfaceEnabled: isPlugged, SpeedMbps: speed, FullDuplex } = card;
  const plug = (InterfaceEnabled: boolean): void =>
    void page.attempt(() => page.redfish.patch(`${systemEthernetUri}/${id}`, { InterfaceEnabled }));
  return (
    <tr>
      <th scope="row">
        {id}
        <span class="muted origin">{about}</span>
      </th>
      <td data-title={t("MAC address")}>
        <code>{mac}</code>
      </td>
      <td data-title={t("Link")}>
        <Link status={card.LinkStatus} />
      </td>
      <td data-title={t("Speed")}>
        {speed !== undefined &&
          (speed >= 1000 ? t("{n} Gb/s", { n: speed / 1000 }) : t("{n} Mb/s", { n: speed }))}
        {FullDuplex !== undefined && (
          <span class="muted">{FullDuplex ? t(", full duplex") : t(", half duplex")}</span>
        )}
      </td>
      <td data-title={t("Cable")}>
        <Switch
          label={t("Cable of {name}", { name: id })}
          words={isPlugged ? t("Plugged in") : t("Cut")}
          isOn={isPlugged}
          disabled={!page.mayControl()}
          onChange={plug}
        />
      </td>
    </tr>
  );
}

function Link({ status }: { readonly status: SystemEthernetInterface["LinkStatus"] }) {
  const words = { LinkUp: t("Up"), LinkDown: t("Down"), NoLink: t("No link") };
  const isUp = status === "LinkUp";
  return (
    <span class={`health ${isUp ? "OK" : "none"}`}>
      <Icon name={isUp ? "check" : "unplugged"} />
      {words[status]}
    </span>
  );
}
