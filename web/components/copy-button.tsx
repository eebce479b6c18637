import { useEffect, useState } from "preact/hooks";
import { t } from "../app/language.ts";
import { Tool } from "./button.tsx";

const shownFor = 2_000;

/** Puts a text on the clipboard, and shows for a moment that it is there. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => setDone(false), shownFor);
    return () => clearTimeout(timer);
  }, [isDone]);
  return (
    <span class="copy">
      <Tool icon={isDone ? "check" : "copy"} label={label} onClick={() => void copy(text).then(setDone)} />
      <span class="hidden" role="status">
        {isDone && t("Copied")}
      </span>
    </span>
  );
}

/** @returns whether it is on the clipboard */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

/** Without TLS a browser gives no clipboard to a page, but it copies what is selected. */
function copyByHand(text: string): boolean {
  const field = document.createElement("textarea");
  field.className = "hidden";
  field.value = text;
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return isDone;
}
