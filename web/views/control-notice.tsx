import { useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { useNow } from "../components/clock.ts";
import { Icon } from "../components/icon.tsx";

/** Asks who has the control whether somebody else may have it, and tells who asks how long that takes. */
export function ControlNotice() {
  const { consoles } = usePage().machine.value ?? {};
  const { you, holder, request } = consoles ?? {};
  if (!holder || !request) return null;
  if (holder.party === you)
    return <Question key={request.party} who={request.userName} seconds={request.seconds} />;
  return request.party === you ? (
    <Wait key={request.party} who={holder.userName} seconds={request.seconds} />
  ) : null;
}

interface RequestProps {
  readonly who: string;
  readonly seconds: number;
}

function useSecondsLeft(seconds: number): number {
  const end = useRef(Date.now() + seconds * 1000);
  return Math.max(0, Math.ceil((end.current - useNow(500)) / 1000));
}

function Question({ who, seconds }: RequestProps) {
  const page = usePage();
  const left = useSecondsLeft(seconds);
  return (
    <div class="notice asking" role="alertdialog" aria-label={t("Control of the consoles")}>
      <Icon name="hand" />
      <p>
        <strong role="alert">{t("{who} asks for the control of the consoles.", { who })}</strong>{" "}
        {t("It passes in {left} s unless you keep it.", { left })}
      </p>
      <Button kind="primary" onClick={() => void page.changeControl("Give")}>
        {t("Give it")}
      </Button>
      <Button onClick={() => void page.changeControl("Keep")}>{t("Keep it")}</Button>
    </div>
  );
}

function Wait({ who, seconds }: RequestProps) {
  const page = usePage();
  const left = useSecondsLeft(seconds);
  return (
    <div class="notice asking">
      <Icon name="hand" />
      <p>
        {t("{who} is asked for the control, which is yours in {left} s at the latest, unless it is kept.", {
          who,
          left,
        })}
      </p>
      <Button onClick={() => void page.changeControl("Release")}>{t("Withdraw")}</Button>
    </div>
  );
}
