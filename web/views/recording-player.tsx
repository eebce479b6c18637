import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { serialSettings } from "../app/serial-settings.ts";
import { Tool } from "../components/button.tsx";
import { type Recording, secondsOf, withoutPauses } from "../consoles/asciicast.ts";
import { Player } from "../consoles/player.ts";
import { stageColours } from "./stage-colours.ts";

const speeds = [0.5, 1, 2, 4, 8, 16] as const;
/** Seconds that a pause is played for at most, where pauses are left out. */
const longestPause = 1;

/** "1:02:03" or "2:03" */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? `${part}` : `${part}`.padStart(2, "0"))).join(":");
}

/** A recording with the buttons that one knows from other players. */
export function RecordingPlayer({ recording }: { readonly recording: Recording }) {
  const host = useRef<HTMLDivElement>(null);
  const player = useRef<Player>(undefined);
  const time = useSignal(0);
  const isPlaying = useSignal(false);
  const skipsPauses = useSignal(true);
  const timed = (skips: boolean): Recording => (skips ? withoutPauses(recording, longestPause) : recording);
  const seconds = secondsOf(timed(skipsPauses.value));

  useEffect(() => {
    if (!host.current) return;
    const made = new Player(host.current, withoutPauses(recording, longestPause), {
      settings: { ...serialSettings.value, wrap: true },
      onTime(now, playing) {
        time.value = now;
        isPlaying.value = playing;
      },
      onLeave: () => host.current?.closest("dialog")?.querySelector("button")?.focus(),
    });
    player.current = made;
    skipsPauses.value = true;
    made.play();
    return () => made.close();
  }, [recording, time, isPlaying, skipsPauses]);

  const toggle = (): void => (isPlaying.value ? player.current?.pause() : player.current?.play());
  return (
    <div class="player">
      <div class="player-screen" style={stageColours.value} ref={host} data-testid="recording" />
      <div class="player-bar">
        <Tool
          icon={isPlaying.value ? "pause" : "play"}
          label={isPlaying.value ? t("Pause the recording") : t("Go on playing")}
          onClick={toggle}
        />
        <input
          type="range"
          aria-label={t("Place in the recording")}
          aria-valuetext={clock(time.value)}
          min="0"
          max={seconds}
          step="any"
          value={time.value}
          onInput={event => player.current?.seek(event.currentTarget.valueAsNumber)}
        />
        <span class="player-time">
          {clock(time.value)} / {clock(seconds)}
        </span>
        <select
          aria-label={t("Speed")}
          onChange={event => {
            if (player.current) player.current.speed = speeds[event.currentTarget.selectedIndex] ?? 1;
          }}
        >
          {speeds.map(speed => (
            <option key={speed} selected={speed === 1}>
              {speed} ×
            </option>
          ))}
        </select>
        <label class="tick">
          <input
            type="checkbox"
            checked={skipsPauses.value}
            onChange={event => {
              skipsPauses.value = event.currentTarget.checked;
              player.current?.retime(timed(skipsPauses.value));
            }}
          />
          {t("Skip pauses")}
        </label>
      </div>
    </div>
  );
}
