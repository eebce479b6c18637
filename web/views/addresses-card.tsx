import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { CopyTool } from "../components/copy-button.tsx";
import { type EthernetInterface, ethernetInterfaceUri } from "../redfish/resources.ts";

/** How clients reach the BMC, as this browser does, ready to be copied. */
export function AddressesCard() {
  const { session, system } = usePage();
  const lan = useResource<EthernetInterface>(ethernetInterfaceUri, ["lanSettingsChanged"]).value;
  const host = location.hostname.replace(/^\[(.*)\]$/, "$1");
  const { IPMI, SSH } = system.value?.SerialConsole ?? {};
  const user = session.value?.userName ?? "";
  const ipmitool = `ipmitool -I lanplus -H ${host}${portOption(IPMI?.Port, 623)} -U ${user} -a`;
  const ssh = `ssh${portOption(SSH?.Port, 22)} ${user}@${host}`;
  const own = lan?.IPv4Addresses.map(({ Address }) => Address) ?? [];
  return (
    <section class="card" aria-labelledby="addresses-card">
      <h2 id="addresses-card">{t("Addresses")}</h2>
      <dl class="addresses">
        <Line name={t("This page")} text={address("")} />
        <Line name={t("Redfish")} text={address("redfish/v1/")} href={address("redfish/v1/")} />
        {IPMI?.Port !== undefined && (
          <>
            <Line name={t("IPMI")} text={`${ipmitool} chassis status`} />
            <Line name={t("Serial over LAN")} text={`${ipmitool} sol activate`} />
          </>
        )}
        {SSH?.Port !== undefined && <Line name={t("SSH")} text={ssh} />}
      </dl>
      {own.length > 0 && !own.includes(host) && (
        <p class="muted aside">
          {t("The BMC itself has the address {own}: take that one for IPMI where a proxy is in between.", {
            own: own.join(", "),
          })}
        </p>
      )}
    </section>
  );
}

const portOption = (port: number | undefined, usual: number): string => (port === usual ? "" : ` -p ${port}`);

interface LineProps {
  readonly name: string;
  readonly text: string;
  readonly href?: string;
}

function Line({ name, text, href }: LineProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {href === undefined ? (
          <code>{text}</code>
        ) : (
          <a href={href} target="_blank" rel="noreferrer">
            <code>{text}</code>
          </a>
        )}
        <CopyTool text={text} label={t("Copy: {name}", { name })} />
      </dd>
    </div>
  );
}
