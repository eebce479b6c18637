/** Milliseconds, but for the numbers of things. */
export interface ConnectionBounds {
  /** From the connection to the end of the login. */
  readonly login: number;
  /** Requests to be let in, the first one among them, with which clients ask how. */
  readonly logins: number;
  readonly sessions: number;
  /** Bytes here on behalf of one channel: a window of the protocol, and what is under way. */
  readonly backlog: number;
  /** How often it is looked whose session has been idle for too long. */
  readonly checks: number;
}

export const usualBounds: ConnectionBounds = {
  login: 60_000,
  logins: 6,
  sessions: 10,
  backlog: 4 * 1024 * 1024,
  checks: 10_000,
};
