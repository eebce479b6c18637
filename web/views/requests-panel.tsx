import { useSignal } from "@preact/signals";
import { shellCommands } from "../app/commands-of-request.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import type { Recorded } from "../app/request-log.ts";
import { useResource } from "../app/resource.ts";
import { CopyButton } from "../components/copy-button.tsx";
import { PanelDialog } from "../components/panel-dialog.tsx";
import { Time } from "../components/time.tsx";
import { type NetworkProtocol, networkProtocolUri } from "../redfish/resources.ts";

/** What the page did, and read, as commands for a shell. */
export function RequestsPanel() {
  const page = usePage();
  const withReads = useSignal(false);
  const protocol = useResource<NetworkProtocol>(networkProtocolUri).value;
  const { changes, reads } = page.requests;
  const shown = withReads.value
    ? [...changes.value, ...reads.value].sort((a, b) => b.id - a.id)
    : changes.value;
  return (
    <PanelDialog panel="requests" title={t("Copy as curl or ipmitool")}>
      <p class="muted">
        {t("Whatever this page does, it asks of Redfish, and a shell can ask the same.")}{" "}
        {t(
          "The commands take the password from $BMC_PASSWORD; -k is for the BMC's own certificate, leave it out for one that your system trusts.",
        )}
      </p>
      <div class="row">
        <Switch
          label={t("Show commands instead of doing things")}
          isOn={page.isRehearsal.value}
          onChange={isOn => {
            page.isRehearsal.value = isOn;
          }}
        />
        <Switch
          label={t("What the page reads, too")}
          isOn={withReads.value}
          onChange={isOn => {
            withReads.value = isOn;
          }}
        />
      </div>
      {shown.length === 0 && (
        <p class="blank">{t("Nothing yet. Press any button on the page, and its command stands here.")}</p>
      )}
      <ol class="plain-list">
        {shown.map(request => (
          <Request key={request.id} request={request} ipmiPort={protocol?.IPMI.Port ?? undefined} />
        ))}
      </ol>
    </PanelDialog>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <label class="tick">
      <input type="checkbox" checked={isOn} onChange={event => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

interface RequestProps {
  readonly request: Recorded;
  /** Undefined until it is known. */
  readonly ipmiPort: number | undefined;
}

function Request({ request, ipmiPort }: RequestProps) {
  const page = usePage();
  const { curl, ipmitool } = shellCommands(page, request, ipmiPort);
  return (
    <li>
      <p class="request-line">
        <strong class={`method ${request.method}`}>{request.method}</strong>
        <code>/{request.uri}</code>
        {request.isRehearsed && <span class="badge">{t("Not sent")}</span>}
        <Time iso={request.at} form="clock" />
      </p>
      <pre tabindex={0}>{curl}</pre>
      {ipmitool && <pre tabindex={0}>{ipmitool}</pre>}
      <div class="row">
        <CopyButton text={curl} label={t("Copy curl")} />
        {ipmitool && <CopyButton text={ipmitool} label={t("Copy ipmitool")} />}
        {!ipmitool && ipmiPort !== undefined && (
          <span class="muted">{t("IPMI has no command for this.")}</span>
        )}
      </div>
    </li>
  );
}
