import type { BootStage } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import { durationWords } from "../app/time-words.ts";
import { stageWords } from "../app/words.ts";
import type { ComputerSystem } from "../redfish/resources.ts";

type Progress = ComputerSystem["BootProgress"];

/** Redfish's states, in the order in which a boot comes to them. */
const stages: Readonly<Record<Progress["LastState"], BootStage>> = {
  None: "none",
  PrimaryProcessorInitializationStarted: "processorStarted",
  PCIResourceConfigStarted: "pciConfigured",
  SystemHardwareInitializationComplete: "hardwareReady",
  SetupEntered: "setupEntered",
  OSBootStarted: "osBootStarted",
  OSRunning: "osRunning",
};

/** How far each is on the way; the firmware's setup is a halt where the hardware is ready. */
const steps: Record<BootStage, number> = {
  none: 0,
  processorStarted: 1,
  pciConfigured: 2,
  hardwareReady: 3,
  setupEntered: 3,
  osBootStarted: 4,
  osRunning: 5,
};
const last = 5;

/** How far the boot has come, as the firmware and the guest tell it. */
export function BootProgress({ progress }: { readonly progress: Progress }) {
  const stage = stages[progress.LastState];
  const seconds = progress.LastBootTimeSeconds;
  return (
    <span class="boot-progress">
      <span class="steps" aria-hidden="true">
        {Array.from({ length: last }, (_, index) => (
          <i key={index} class={index < steps[stage] ? "done" : undefined} />
        ))}
      </span>
      <span>{capital(stageWords[stage])}</span>
      {seconds !== undefined && (
        <span class="muted">{t("The last boot took {time}", { time: secondsWords(seconds) })}</span>
      )}
    </span>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const secondsWords = (seconds: number): string =>
  seconds < 120 ? `${Math.round(seconds)} s` : durationWords(seconds * 1000);
