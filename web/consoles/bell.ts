const flashMilliseconds = 160;
const [pitch, beepSeconds, loudness] = [740, 0.12, 0.05];

/** The visible bell: the class for a moment. A flood of bells is one long flash. */
export function flash(element: HTMLElement): void {
  if (element.classList.contains("rings")) return;
  element.classList.add("rings");
  setTimeout(() => element.classList.remove("rings"), flashMilliseconds);
}

let audio: AudioContext | undefined;
let silentUntil = 0;

/** A short tone, one at a time. */
export function beep(): void {
  audio ??= new AudioContext();
  if (audio.currentTime < silentUntil) return;
  silentUntil = audio.currentTime + 2 * beepSeconds;
  const tone = new OscillatorNode(audio, { frequency: pitch });
  const volume = new GainNode(audio, { gain: loudness });
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + beepSeconds);
}
