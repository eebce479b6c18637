import { usePage } from "../app/page.ts";
import { Tool } from "../components/button.tsx";

export function IdentifyButton() {
  const page = usePage();
  const isOn = page.machine.value?.identify.on ?? false;
  return (
    <Tool
      icon="bulb"
      label="Identify"
      title={isOn ? "Identify LED is on: switch it off" : "Switch the identify LED on"}
      pressed={isOn}
      disabled={!page.machine.value || !page.mayControl()}
      onClick={() => void page.patchSystem({ LocationIndicatorActive: !isOn })}
    />
  );
}
