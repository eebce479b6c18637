import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Config, ConfigError, isSet } from "./config/config.ts";
import { diskList } from "./config/disk-list.ts";
import type { VariableName } from "./config/variables.ts";
import { isInstalled } from "./host/installed-program.ts";
import { cloudInitFiles } from "./media/cloud-init.ts";
import { guestArchitecture } from "./qemu/architecture/architectures.ts";
import { shellWords } from "./qemu/shell-words.ts";

/** What is wrong with a variable's value, by what there is on this host; undefined when nothing is. */
type Check = (config: Config, env: NodeJS.ProcessEnv) => string | undefined;

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function missingQemu({ VM_ARCH }: Config, env: NodeJS.ProcessEnv): string | undefined {
  const { binary, package: debianPackage } = guestArchitecture(VM_ARCH);
  if (isInstalled(binary, env)) return undefined;
  return `${binary} is not installed (Debian has it in ${debianPackage})`;
}

const checks: Readonly<Partial<Record<VariableName, Check>>> = {
  VM_ARCH: (config, env) => (isSet(env, "VM_ARCH") ? missingQemu(config, env) : undefined),
  VM_BOOT_MODE({ VM_ARCH, VM_BOOT_MODE }, env) {
    const { name, settings } = guestArchitecture(VM_ARCH);
    const isAsked = VM_BOOT_MODE === "bios" && isSet(env, "VM_BOOT_MODE");
    const hasBios = settings.bootMode?.includes("legacy") ?? true;
    return isAsked && !hasBios ? `an ${name} machine boots by UEFI alone` : undefined;
  },
  VM_DISKS({ VM_DISK, VM_DISKS }) {
    const disks = diskList(VM_DISKS);
    if (disks.some(({ file }) => resolve(file) === resolve(VM_DISK)))
      return `${VM_DISK} is the first disk already`;
    const missing = disks.find(({ file, size }) => size === "" && !existsSync(file));
    return missing && `there is no ${missing.file}; with a size (${missing.file}:20G) it would be made`;
  },
  VM_CDROM: ({ VM_CDROM: file }) => (file === "" || existsSync(file) ? undefined : `there is no ${file}`),
  VM_CLOUD_INIT({ VM_CLOUD_INIT: folder }) {
    if (folder === "") return undefined;
    if (!isFolder(folder)) return `there is no folder ${folder}`;
    const found = cloudInitFiles.some(name => isFile(join(folder, name)));
    return found ? undefined : `${folder} has none of ${cloudInitFiles.join(", ")}`;
  },
  VM_TPM: ({ VM_TPM }, env) =>
    VM_TPM && !isInstalled("swtpm", env)
      ? "swtpm, which plays the TPM, is not installed (Debian has it as swtpm)"
      : undefined,
  QEMU_EXTRA_ARGS({ QEMU_EXTRA_ARGS }) {
    try {
      shellWords(QEMU_EXTRA_ARGS);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  },
};

/**
 * What a value alone does not show. An attached QEMU is made by somebody else, whatever the variables say.
 * @throws ConfigError
 */
export function checkConfig(config: Config, env: NodeJS.ProcessEnv): void {
  if (config.QMP_SOCK !== "") return;
  for (const [name, check] of Object.entries(checks)) {
    const problem = check(config, env);
    if (problem !== undefined) throw new ConfigError(`${name}: ${problem}.`);
  }
}
