import { looksOnly } from "../app/console-place.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";

/** What this person can do about the control of the consoles. */
export function ControlButtons() {
  const page = usePage();
  const { you, holder, request } = page.machine.value?.consoles ?? {};
  if (!page.mayControl() || looksOnly.value) return null;
  const isMine = holder?.party === you;
  const isAsked = request?.party === you;
  return (
    <>
      {!holder && (
        <>
          <p class="muted">{t("Everybody whose role allows it may type.")}</p>
          <Button icon="hand" onClick={() => void page.changeControl("Ask")}>
            {t("Only I type")}
          </Button>
        </>
      )}
      {holder && isMine && (
        <Button icon="users" onClick={() => void page.changeControl("Release")}>
          {t("Let everybody type")}
        </Button>
      )}
      {holder && !isMine && !isAsked && (
        <Button icon="hand" disabled={request !== undefined} onClick={() => void page.changeControl("Ask")}>
          {t("Ask for the control")}
        </Button>
      )}
      {isAsked && (
        <Button icon="close" onClick={() => void page.changeControl("Release")}>
          {t("Withdraw the question")}
        </Button>
      )}
      {holder && !isMine && page.mayAdminister() && (
        <Button kind="risky" icon="hand" onClick={() => void page.changeControl("Take")}>
          {t("Take the control")}
        </Button>
      )}
    </>
  );
}
