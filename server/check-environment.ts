import { checkConfig } from "./check-config.ts";
import { ConfigError, exitConfig, readConfig } from "./config/config.ts";

// What starts the BMC again and again asks first whether the environment is one that it can start with.
try {
  checkConfig(readConfig(process.env), process.env);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`qemu-bmc: ${error.message}\n`);
  process.exitCode = exitConfig;
}
