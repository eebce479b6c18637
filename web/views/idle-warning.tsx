import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";

/** Says aloud how long there is left, but not every second. */
const spokenEvery = 20;

/** The session is about to end for want of use; one button keeps it. */
export function IdleWarning() {
  const { idle } = usePage();
  const seconds = idle.secondsLeft.value;
  if (seconds === undefined) return null;
  const spoken = Math.ceil(seconds / spokenEvery) * spokenEvery;
  return (
    <div class="idle-warning" role="alertdialog" aria-labelledby="idle-warning">
      <Icon name="clock" />
      <p id="idle-warning" aria-hidden="true">
        {t("You will be logged out in {seconds} s.", { seconds })}
      </p>
      <p class="hidden" role="alert">
        {t("You will be logged out in less than {seconds} s.", { seconds: spoken })}
      </p>
      <Button kind="primary" onClick={() => void idle.stay()}>
        {t("Stay logged in")}
      </Button>
    </div>
  );
}
