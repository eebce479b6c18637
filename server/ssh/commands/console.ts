import { command, form } from "../command.ts";

export const serialConsole = command(
  "console",
  form({
    words: [],
    about: "The machine's serial line. ~. leaves it, ~? tells more; OpenSSH wants ~~. for that",
    role: "ReadOnly",
    run: ({ attachConsole }) => attachConsole(),
  }),
);
