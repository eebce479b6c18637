/** What a key sends on a serial line, beyond what is printed on it. */
export interface SerialKey {
  readonly label: string;
  readonly text: string;
  /** Whether it is a cursor key, which sends another text to who has asked for that; `text` is its final character. */
  readonly cursor?: true;
}

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Ctrl with @ to _ gives the control characters 00h to 1Fh (ECMA-48 §5.2). */
export const controlKeys: readonly SerialKey[] = ["@", ...letters, "[", "\\", "]", "^", "_"].map(label => ({
  label: label === "@" ? "Space" : label,
  text: String.fromCharCode(label.charCodeAt(0) - 0x40),
}));

const functionSequences = [
  ...["OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~"],
];
export const functionKeys: readonly SerialKey[] = functionSequences.map((sequence, index) => ({
  label: `F${index + 1}`,
  text: `\x1b${sequence}`,
}));

export const editingKeys: readonly SerialKey[] = [
  { label: "Esc", text: "\x1b" },
  { label: "Tab", text: "\t" },
  { label: "Shift+Tab", text: "\x1b[Z" },
  { label: "Insert", text: "\x1b[2~" },
  { label: "Delete", text: "\x1b[3~" },
  { label: "Page up", text: "\x1b[5~" },
  { label: "Page down", text: "\x1b[6~" },
  { label: "Home", text: "H", cursor: true },
  { label: "End", text: "F", cursor: true },
  { label: "←", text: "D", cursor: true },
  { label: "↑", text: "A", cursor: true },
  { label: "↓", text: "B", cursor: true },
  { label: "→", text: "C", cursor: true },
];

/** What Linux does at a letter that follows a break (Magic SysRq). */
export interface SysRq {
  readonly key: string;
  readonly label: string;
  /** What it costs, where it hurts. */
  readonly warning?: string;
}

export const sysRqKeys: readonly SysRq[] = [
  { key: "h", label: "Help" },
  { key: "9", label: "Show all messages" },
  { key: "m", label: "Show memory" },
  { key: "t", label: "Show tasks" },
  { key: "w", label: "Show blocked tasks" },
  { key: "s", label: "Sync disks" },
  {
    key: "u",
    label: "Remount read-only",
    warning: "All file systems of the machine become read-only, and programs that write fail.",
  },
  {
    key: "b",
    label: "Reboot at once",
    warning: "The machine reboots without a shutdown. What is not written to disk is lost.",
  },
  {
    key: "c",
    label: "Crash",
    warning:
      "The machine's operating system crashes, as for a crash dump. What is not written to disk is lost.",
  },
];
