import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Tool } from "../components/button.tsx";

export function IdentifyButton() {
  const page = usePage();
  const isOn = page.machine.value?.identify.on ?? false;
  return (
    <Tool
      icon="bulb"
      label={t("Identify")}
      title={isOn ? t("Switch the identify LED off") : t("Switch the identify LED on")}
      pressed={isOn}
      disabled={!page.machine.value || !page.mayControl()}
      onClick={() => void page.patchSystem({ LocationIndicatorActive: !isOn })}
    />
  );
}
