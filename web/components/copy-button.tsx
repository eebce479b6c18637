import { useEffect, useState } from "preact/hooks";
import { t } from "../app/language.ts";
import { Button, Tool } from "./button.tsx";

export interface CopyProps {
  readonly text: string;
  /** What is copied. */
  readonly label: string;
}

const shownFor = 2_000;

/** Puts a text on the clipboard, and shows for a moment whether it is there. */
export function CopyButton({ text, label }: CopyProps) {
  const [state, copy] = useCopy(text);
  const words = { idle: label, copied: t("Copied"), refused: t("Select it to copy") } as const;
  return (
    <Button icon={state === "copied" ? "check" : "copy"} onClick={copy}>
      {words[state]}
    </Button>
  );
}

/** The same where there is no room for words. */
export function CopyTool({ text, label }: CopyProps) {
  const [state, copy] = useCopy(text);
  return (
    <span class="copy">
      <Tool icon={state === "copied" ? "check" : "copy"} label={label} onClick={copy} />
      <span class="hidden" role="status">
        {state === "copied" && t("Copied")}
      </span>
    </span>
  );
}

type CopyState = "idle" | "copied" | "refused";

function useCopy(text: string): readonly [CopyState, () => void] {
  const [state, setState] = useState<CopyState>("idle");
  useEffect(() => {
    if (state === "idle") return undefined;
    const timer = setTimeout(() => setState("idle"), shownFor);
    return () => clearTimeout(timer);
  }, [state]);
  return [state, () => void put(text).then(isDone => setState(isDone ? "copied" : "refused"))];
}

/** @returns whether it is on the clipboard */
async function put(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return putByHand(text);
  }
}

/** Without TLS a browser gives no clipboard to a page, but it copies what is selected. */
function putByHand(text: string): boolean {
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
