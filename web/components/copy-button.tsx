import { useState } from "preact/hooks";
import { t } from "../app/language.ts";
import { Button } from "./button.tsx";

export interface CopyButtonProps {
  readonly text: string;
  /** What is copied. */
  readonly label: string;
}

const milliseconds = 2_000;

/** Puts the text on the clipboard, where the browser lets it; it is there to be selected otherwise. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const words = { idle: label, copied: t("Copied"), refused: t("Select it to copy") } as const;
  const copy = async (): Promise<void> => {
    const now = await navigator.clipboard.writeText(text).then(
      () => "copied" as const,
      () => "refused" as const,
    );
    setState(now);
    setTimeout(() => setState("idle"), milliseconds);
  };
  return (
    <Button icon={state === "copied" ? "check" : "copy"} onClick={() => void copy()}>
      {words[state]}
    </Button>
  );
}
