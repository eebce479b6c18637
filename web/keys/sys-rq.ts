import type { KeyCode } from "../../server/redfish/oem.ts";

/** A command of Linux's Magic SysRq key (admin-guide/sysrq). */
export interface SysRq {
  readonly key: KeyCode;
  readonly about: string;
  /** Why to ask first. */
  readonly warning?: string;
}

const lost = "What has not been written to disk is lost.";

export const sysRqs: readonly SysRq[] = [
  { key: "KeyH", about: "Print all commands" },
  { key: "KeyS", about: "Write all buffers to disk" },
  {
    key: "KeyU",
    about: "Mount all file systems read-only",
    warning: "Programs can write to no file system any more until the system is restarted.",
  },
  { key: "KeyB", about: "Reboot at once", warning: `Nothing is shut down or unmounted. ${lost}` },
  { key: "KeyO", about: "Switch off at once", warning: `Nothing is shut down or unmounted. ${lost}` },
  {
    key: "KeyC",
    about: "Crash the kernel",
    warning: "The kernel crashes on purpose, and writes a dump where one is configured.",
  },
  {
    key: "KeyE",
    about: "Terminate all processes",
    warning: "Every process but init is asked to end (SIGTERM): all services and all logins.",
  },
  {
    key: "KeyI",
    about: "Kill all processes",
    warning: "Every process but init is killed (SIGKILL): all services and all logins.",
  },
  {
    key: "KeyF",
    about: "Kill what takes the most memory",
    warning: "The kernel chooses a process that takes much memory, and kills it.",
  },
  {
    key: "KeyK",
    about: "Kill all on this console",
    warning: "Every program on the console that is shown is killed, a graphical desktop too.",
  },
  { key: "KeyR", about: "Take the keyboard back from a desktop" },
  { key: "KeyJ", about: "Thaw frozen file systems" },
  { key: "KeyN", about: "Make real-time tasks ordinary ones" },
  { key: "KeyL", about: "Print what each CPU does" },
  { key: "KeyM", about: "Print the use of memory" },
  { key: "KeyP", about: "Print registers and flags" },
  { key: "KeyQ", about: "Print timers" },
  { key: "KeyT", about: "Print all tasks" },
  { key: "KeyW", about: "Print tasks that are blocked" },
  { key: "KeyD", about: "Print locks that are held" },
  { key: "KeyZ", about: "Print the trace buffer" },
  { key: "Digit0", about: "Only emergencies on the console" },
  { key: "Digit9", about: "All messages on the console" },
];
