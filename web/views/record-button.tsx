import { useSignal } from "@preact/signals";
import type { Ref } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { bytesWords, stopwatchWords } from "../app/size-words.ts";
import { Tool } from "../components/button.tsx";
import { download, stampedName } from "../components/download.ts";
import type { Progress, RecordedVideo, ScreenRecorder } from "../consoles/screen-recorder.ts";
import "../styles/recording.css";

type Phase =
  | { readonly name: "idle" }
  | { readonly name: "recording"; readonly progress: Progress }
  | { readonly name: "saved"; readonly file: string; readonly video: RecordedVideo };

const atFirst: Progress = { bytes: 0, milliseconds: 0, isPaused: false };

export interface RecordButtonProps {
  /** The screen's canvas, as it is now. */
  readonly source: () => HTMLCanvasElement | null | undefined;
  /** Whether the screen shows a picture. */
  readonly isShown: boolean;
}

/** Records the screen in the browser, and saves it as a video when it is stopped. */
export function RecordButton({ source, isShown }: RecordButtonProps) {
  const page = usePage();
  const phase = useSignal<Phase>({ name: "idle" });
  const recorder = useRef<ScreenRecorder>(undefined);
  const isRecording = phase.value.name === "recording";
  const next = useRef<HTMLButtonElement>(null);

  // The button that was pressed is gone: who goes on with the keyboard goes on with the one in its place.
  const shown = useRef(phase.value.name);
  useEffect(() => {
    if (shown.current === phase.value.name) return;
    shown.current = phase.value.name;
    if (document.activeElement === document.body) next.current?.focus();
  }, [phase.value.name]);

  // What is recorded when the console is left is not thrown away.
  useEffect(() => () => recorder.current?.stop(), []);
  useEffect(() => {
    if (!isRecording) return undefined;
    const warn = (event: Event): void => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isRecording]);

  const start = async (): Promise<void> => {
    const { ScreenRecorder, canRecord } = await import("../consoles/screen-recorder.ts");
    if (!canRecord()) {
      page.toasts.show(
        "error",
        t("This browser cannot record a video. Chromium, Firefox and Safari 18 can."),
      );
      return;
    }
    recorder.current = new ScreenRecorder({
      source,
      absence: t("No picture"),
      onProgress(progress) {
        phase.value = { name: "recording", progress };
      },
      onEnd(video) {
        recorder.current = undefined;
        const file = stampedName("screen", video.content.type.includes("mp4") ? "mp4" : "webm");
        phase.value = { name: "saved", file, video };
        download(file, video.content);
      },
    });
    phase.value = { name: "recording", progress: atFirst };
  };

  switch (phase.value.name) {
    case "idle":
      return (
        <Tool
          icon="record"
          label={t("Record the screen")}
          disabled={!isShown}
          buttonRef={next}
          onClick={() => void start()}
        />
      );
    case "recording":
      return <Running progress={phase.value.progress} recorder={() => recorder.current} stopButton={next} />;
    case "saved": {
      const { file, video } = phase.value;
      return (
        <fieldset class="recording done">
          <legend class="hidden">{t("Recording")}</legend>
          <p role="status">{t("Saved, {size}", { size: bytesWords(video.content.size) })}</p>
          <Tool
            icon="download"
            label={t("Save it again")}
            buttonRef={next}
            onClick={() => download(file, video.content)}
          />
          <Tool
            icon="close"
            label={t("Done with the recording")}
            onClick={() => {
              phase.value = { name: "idle" };
            }}
          />
        </fieldset>
      );
    }
  }
}

interface RunningProps {
  readonly progress: Progress;
  readonly recorder: () => ScreenRecorder | undefined;
  readonly stopButton: Ref<HTMLButtonElement>;
}

function Running({ progress: { bytes, milliseconds, isPaused }, recorder, stopButton }: RunningProps) {
  return (
    <fieldset class={`recording ${isPaused ? "paused" : "active"}`}>
      <legend class="hidden">{t("Recording")}</legend>
      <p>
        <span class="dot" />
        <span role="timer">{stopwatchWords(milliseconds)}</span>
        <span class="size">{bytesWords(bytes)}</span>
      </p>
      <Tool
        icon={isPaused ? "play" : "pause"}
        label={isPaused ? t("Go on recording") : t("Pause the recording")}
        onClick={() => (isPaused ? recorder()?.resume() : recorder()?.pause())}
      />
      <Tool
        icon="stop"
        label={t("Stop recording and save it")}
        buttonRef={stopButton}
        onClick={() => recorder()?.stop()}
      />
    </fieldset>
  );
}
