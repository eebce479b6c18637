import { byteWords } from "../app/byte-words.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { durationWords } from "../app/time-words.ts";
import { Button, Tool } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import type { IconName } from "../components/icon-paths.ts";
import type { Transfer } from "../media/transfer.ts";

const icons: Record<Transfer["kind"], IconName> = { upload: "upload", import: "download", local: "disc" };

/** What is under way, and what has ended until somebody has seen it. */
export function TransferDock() {
  const { transfers } = usePage();
  return (
    <section class="dock" aria-label={t("Transfers")}>
      {transfers.value.map(transfer => (
        <TransferCard
          key={transfer.id}
          transfer={transfer}
          onDismiss={() => {
            transfers.value = transfers.value.filter(({ id }) => id !== transfer.id);
          }}
        />
      ))}
    </section>
  );
}

interface CardProps {
  readonly transfer: Transfer;
  readonly onDismiss: () => void;
}

function TransferCard({ transfer, onDismiss }: CardProps) {
  const { kind, name, size, bytes, percent, state, cancel } = transfer;
  const now = state.value;
  const isOpen = now.name === "running" || now.name === "waiting";
  const done =
    percent.value ?? (size === undefined || kind === "local" ? undefined : (bytes.value / size) * 100);
  return (
    <article class={`transfer ${now.name}`} aria-label={name}>
      <Icon name={icons[kind]} />
      <div>
        <p class="name" title={name}>
          {name}
        </p>
        {isOpen && done !== undefined && <progress max={100} value={done} aria-label={name} />}
        <p class={now.name === "failed" ? "fault" : "muted"} role={isOpen ? undefined : "status"}>
          {stateWords(transfer, done)}
        </p>
      </div>
      {isOpen ? (
        <Button
          kind="quiet"
          onClick={() => {
            cancel();
            if (kind === "upload") onDismiss();
          }}
        >
          {kind === "local" ? t("Eject") : t("Cancel")}
        </Button>
      ) : (
        <Tool icon="close" label={t("Dismiss {name}", { name })} onClick={onDismiss} />
      )}
    </article>
  );
}

function stateWords({ kind, size, bytes, rate, state }: Transfer, done: number | undefined): string {
  const now = state.value;
  if (now.name === "failed") return now.reason;
  if (now.name === "done") return now.note;
  if (now.name === "waiting") return t("Waiting for the BMC; it goes on by itself");
  const speed = rate.perSecond.value;
  if (kind === "local") {
    return t("The machine reads it from this computer: {bytes} so far", { bytes: byteWords(bytes.value) });
  }
  const parts = [`${Math.floor(done ?? 0)} %`];
  if (speed > 0 && size !== undefined) {
    const left = ((size - bytes.value) / speed) * 1000;
    parts.push(t("{rate}/s", { rate: byteWords(speed) }), t("{time} left", { time: durationWords(left) }));
  }
  return parts.join(" · ");
}
