import { useSignal } from "@preact/signals";
import { useBmcLog } from "../app/bmc-log.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { download, stampedName } from "../components/download.ts";
import { Health } from "../components/health.tsx";
import { Read } from "../components/read.tsx";
import { useRepeat } from "../components/repeat.ts";
import { Switch } from "../components/switch.tsx";
import { Time } from "../components/time.tsx";
import { clearManagerLogUri } from "../redfish/manager-resources.ts";
import type { LogEntry } from "../redfish/resources.ts";

const interval = 2_000;
const portion = 100;

/** The least severity that is shown, and all that go with it. */
const filters = {
  all: { words: "Everything", severities: ["OK", "Warning", "Critical"] },
  warnings: { words: "Warnings and worse", severities: ["Warning", "Critical"] },
  critical: { words: "Critical", severities: ["Critical"] },
} as const satisfies Record<string, { words: string; severities: readonly LogEntry["Severity"][] }>;
type Filter = keyof typeof filters;

/** What the BMC says of itself, as it says it. */
export function BmcLogCard() {
  const page = usePage();
  const log = useBmcLog();
  const filter = useSignal<Filter>("all");
  const text = useSignal("");
  const isFollowing = useSignal(true);
  const most = useSignal(portion);
  useRepeat(async () => {
    if (isFollowing.value) await log.refresh();
  }, interval);

  const severities: readonly string[] = filters[filter.value].severities;
  const matches = ({ Severity, Message }: LogEntry): boolean =>
    severities.includes(Severity) && Message.toLowerCase().includes(text.value.toLowerCase());
  const found = (log.value ?? []).filter(matches);
  const save = (): void => {
    const lines = found.map(({ Created, Severity, Message }) => `${Created} ${Severity} ${Message}\n`);
    download(stampedName("bmc", "log"), new Blob(lines, { type: "text/plain" }));
  };
  const clear = (): void => {
    page.confirmation.value = {
      title: t("Clear the BMC's log?"),
      text: t("All its entries are deleted, for everyone and for good."),
      label: t("Clear"),
      run: () => void page.attempt(() => page.redfish.post(clearManagerLogUri, {})),
    };
  };
  return (
    <Card
      title={t("The BMC's own log")}
      about={t("What it did, for whom, and what went wrong, since it started.")}
      isWide
      tools={
        <>
          <Button icon="download" disabled={found.length === 0} onClick={save}>
            {t("Download")}
          </Button>
          <Button icon="trash" disabled={!page.mayControl() || found.length === 0} onClick={clear}>
            {t("Clear")}
          </Button>
        </>
      }
    >
      <search class="filters">
        <input
          type="search"
          aria-label={t("Search the BMC's log")}
          placeholder={t("Search")}
          value={text.value}
          onInput={event => {
            text.value = event.currentTarget.value;
          }}
        />
        <select
          aria-label={t("Severity in the BMC's log")}
          value={filter.value}
          onChange={event => {
            filter.value = event.currentTarget.value as Filter;
          }}
        >
          {Object.entries(filters).map(([name, { words }]) => (
            <option key={name} value={name}>
              {t(words)}
            </option>
          ))}
        </select>
        <Switch
          label={t("Follow the BMC's log")}
          words={t("Follow")}
          isOn={isFollowing.value}
          onChange={isOn => {
            isFollowing.value = isOn;
          }}
        />
      </search>
      <Read of={log}>
        {() => (
          <>
            <Lines of={found.slice(-most.value).reverse()} />
            {found.length === 0 && <p class="muted">{t("No entry.")}</p>}
            {found.length > most.value && (
              <p class="more">
                <Button
                  onClick={() => {
                    most.value += portion;
                  }}
                >
                  {t("Show older ones ({count} more)", {
                    count: (found.length - most.value).toLocaleString(),
                  })}
                </Button>
              </p>
            )}
          </>
        )}
      </Read>
    </Card>
  );
}

function Lines({ of }: { readonly of: readonly LogEntry[] }) {
  return (
    <ol class="log-lines plain-list" reversed>
      {of.map(({ Id, Created, Severity, Message }) => (
        <li key={Id}>
          <Time iso={Created} />
          <Health of={Severity} />
          <span lang="en">{Message}</span>
        </li>
      ))}
    </ol>
  );
}
