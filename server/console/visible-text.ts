/** Colours, cursor movements and other sequences for terminals (ECMA-48 §5). */
const sequences = new RegExp(
  [
    "\\u001b\\[[0-?]*[ -/]*[@-~]",
    "\\u001b[\\]P^_][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)?",
    "\\u001b[ -/]*[0-~]",
  ].join("|"),
  "g",
);
const controls = /[^\P{Cc}\t]/gu;

/** What a person sees of a line: a part that a carriage return has others write over is gone. */
export function visibleText(bytes: Buffer): string {
  const parts = bytes.toString("utf8").replace(sequences, "").split("\r");
  const last = parts.findLast(part => part.trim() !== "") ?? "";
  return last.replace(controls, "").trimEnd();
}
