import { pinging } from "../client.ts";
import { rowsOf, type Section } from "../row.ts";

const { works } = rowsOf(pinging);

export const ping: Section = {
  name: "ping",
  rows: [
    works(
      "ipmi-ping -c 2",
      /^response received from 127\.0\.0\.1: rq_seq=/m,
      / 2 responses received in time, 0\.0% packet loss$/m,
    ),
    works(
      "rmcpping -c 2",
      /^pong received from 127\.0\.0\.1: message_tag=/m,
      / 2 pongs received in time, 0\.0% packet loss$/m,
    ),
  ],
};
