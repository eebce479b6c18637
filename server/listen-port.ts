import type { Logger } from "pino";
import { type Config, ConfigError, isSet } from "./config/config.ts";

type PortVariable = "WEB_PORT" | "IPMI_PORT" | "SSH_PORT";

interface PortParts {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Logger;
}

/**
 * Opens a door on the port that its variable names; where that is nobody's choice, on another one in its place.
 * @throws ConfigError where it cannot be had; what `listen` throws for any other reason
 */
export async function listenOnPort<T>(
  name: PortVariable,
  fallback: number,
  { config, env, log }: PortParts,
  listen: (port: number) => Promise<T>,
): Promise<T> {
  const port = config[name];
  if (isSet(env, name)) return listen(port).catch(refuse(name, port));
  try {
    return await listen(port);
  } catch (error) {
    if (!mayNotBeBound(error)) throw error;
    log.warn(`Port ${port} cannot be had (${error.code}); ${fallback} takes its place.`);
    return listen(fallback).catch(refuse(name, fallback));
  }
}

const refuse =
  (name: PortVariable, port: number) =>
  (error: unknown): never => {
    throw mayNotBeBound(error)
      ? new ConfigError(`${name}: port ${port} cannot be had (${error.code}).`, { cause: error })
      : error;
  };

/** Whether it is the port that cannot be had, and another might. */
function mayNotBeBound(error: unknown): error is NodeJS.ErrnoException {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EACCES" || code === "EADDRINUSE";
}
