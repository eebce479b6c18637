import { command, form } from "../command.ts";

export const exit = command(
  "exit",
  form({
    words: [],
    about: "Ends the session",
    role: "ReadOnly",
    run: ({ leave }) => leave(),
  }),
);
