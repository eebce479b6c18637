import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Tool } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Read } from "../components/read.tsx";
import { Switch } from "../components/switch.tsx";
import { type NetworkProtocol, networkProtocolUri } from "../redfish/manager-resources.ts";
import { NtpDialog, SsdpDialog } from "./protocol-dialogs.tsx";

type Changeable = "SSDP" | "NTP";

/** The network services of the BMC. Which ports they have is the container's to say. */
export function ProtocolsCard() {
  const page = usePage();
  const protocols = useResource<NetworkProtocol>(networkProtocolUri, ["networkProtocolChanged"]);
  const edited = useSignal<Changeable | undefined>(undefined);
  const close = (): void => {
    edited.value = undefined;
  };
  const enable = (name: Changeable) => (ProtocolEnabled: boolean) =>
    void page.attempt(() => page.redfish.patch(networkProtocolUri, { [name]: { ProtocolEnabled } }));
  const tools = (name: Changeable, isOn: boolean): ComponentChildren => (
    <>
      <Switch label={name} isOn={isOn} disabled={!page.mayAdminister()} onChange={enable(name)} />
      {page.mayAdminister() && (
        <Tool
          icon="pencil"
          label={t("Change {name}", { name })}
          onClick={() => {
            edited.value = name;
          }}
        />
      )}
    </>
  );
  return (
    <Card
      title={t("Services")}
      about={t("What has no switch here is a setting of the BMC's start, as all ports are.")}
    >
      <Read of={protocols}>
        {value => (
          <>
            <table class="table services">
              <thead>
                <tr>
                  <th scope="col">{t("Service")}</th>
                  <th scope="col" class="number">
                    {t("Port")}
                  </th>
                  <th scope="col">
                    <span class="hidden">{t("State")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                <Row name="HTTPS" about={t("This page and Redfish")} protocol={value.HTTPS} />
                {value.HTTP.ProtocolEnabled && (
                  <Row name="HTTP" about={t("This page and Redfish")} protocol={value.HTTP} />
                )}
                <Row name="IPMI" about={t("RMCP+ and Serial over LAN")} protocol={value.IPMI} />
                <Row name="SSH" about={t("The BMC's shell and the serial line")} protocol={value.SSH} />
                <Row name="KVMIP" about={t("The consoles of this page")} protocol={value.KVMIP} />
                <Row
                  name="SSDP"
                  about={t("Lets itself be found; says so every {seconds} s", {
                    seconds: value.SSDP.NotifyMulticastIntervalSeconds,
                  })}
                  protocol={value.SSDP}
                  tools={tools("SSDP", value.SSDP.ProtocolEnabled)}
                />
                <Row
                  name="NTP"
                  about={value.NTP.NTPServers.join(", ") || t("No time servers are set")}
                  protocol={value.NTP}
                  tools={tools("NTP", value.NTP.ProtocolEnabled)}
                />
              </tbody>
            </table>
            {edited.value === "SSDP" && <SsdpDialog protocols={value} onClose={close} />}
            {edited.value === "NTP" && <NtpDialog protocols={value} onClose={close} />}
          </>
        )}
      </Read>
    </Card>
  );
}

interface RowProps {
  readonly name: string;
  readonly about: string;
  readonly protocol: NetworkProtocol["HTTP"];
  readonly tools?: ComponentChildren;
}

function Row({ name, about, protocol: { ProtocolEnabled: isOn, Port: port }, tools }: RowProps) {
  return (
    <tr>
      <th scope="row">
        {name}
        <span class="muted origin">{about}</span>
      </th>
      <td class="number">{isOn && port}</td>
      <td class="actions">{tools ?? <span class="muted">{isOn ? t("On") : t("Off")}</span>}</td>
    </tr>
  );
}
