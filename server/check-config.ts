import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Config, ConfigError, isSet } from "./config/config.ts";
import { diskList } from "./config/disk-list.ts";
import type { VariableName } from "./config/variables.ts";
import { isInstalled } from "./host/installed-program.ts";
import { cloudInitFiles } from "./media/cloud-init.ts";
import { guestArchitecture } from "./qemu/architecture/architectures.ts";
import { isUser } from "./qemu/qemu-user.ts";
import { shellWords } from "./qemu/shell-words.ts";

/** What is wrong with a variable's value, by what there is on this host; undefined when nothing is. */
type Check = (config: Config, env: NodeJS.ProcessEnv) => string | undefined;

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

type Checks = Readonly<Partial<Record<VariableName, Check>>>;

const whyFolder = (path: string): string | undefined =>
  isFolder(path) ? `${path} is a folder, where an image has to be` : undefined;

/** An image may be a block device as well. */
const whyNoImage = (path: string): string | undefined =>
  existsSync(path) ? whyFolder(path) : `there is no ${path}`;

const missingFile = (path: string): string | undefined =>
  path === "" || isFile(path) ? undefined : `there is no file ${path}`;

/** The folder itself, or the next one above it that is there, has to be one in which this process may make something. */
function whyNoPlace(folder: string): string | undefined {
  try {
    if (!existsSync(folder)) return whyNoPlace(dirname(resolve(folder)));
    if (!isFolder(folder)) return `${folder} is no folder`;
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return `${folder} may not be written (${(error as NodeJS.ErrnoException).code})`;
  }
}

const checks: Checks = {
  STATE_DIR: ({ STATE_DIR }) => whyNoPlace(STATE_DIR),
  RUN_DIR: ({ RUN_DIR }) => (RUN_DIR === "" ? undefined : whyNoPlace(RUN_DIR)),
};

function missingQemu({ VM_ARCH }: Config, env: NodeJS.ProcessEnv): string | undefined {
  const { binary, package: debianPackage } = guestArchitecture(VM_ARCH);
  if (isInstalled(binary, env)) return undefined;
  return `${binary} is not installed (Debian has it in ${debianPackage})`;
}

/** What an attached QEMU does not ask for: it is made by somebody else, whatever the variables say. */
const checksOfOwnQemu: Checks = {
  VM_ARCH: (config, env) => (isSet(env, "VM_ARCH") ? missingQemu(config, env) : undefined),
  VM_BOOT_MODE({ VM_ARCH, VM_BOOT_MODE }, env) {
    const { name, settings } = guestArchitecture(VM_ARCH);
    const isAsked = VM_BOOT_MODE === "bios" && isSet(env, "VM_BOOT_MODE");
    const hasBios = settings.bootMode?.includes("legacy") ?? true;
    return isAsked && !hasBios ? `an ${name} machine boots by UEFI alone` : undefined;
  },
  VM_DISK: ({ VM_DISK }) => whyFolder(VM_DISK),
  GUEST_IMAGE({ GUEST_IMAGE: image, VM_DISK, VM_DISK_SIZE }) {
    if (image === "" || VM_DISK_SIZE !== "" || existsSync(VM_DISK)) return undefined;
    const problem = whyNoImage(image);
    return problem && `${problem}, and no disk ${VM_DISK} that would boot instead`;
  },
  VM_DISKS({ VM_DISK, VM_DISKS }) {
    const disks = diskList(VM_DISKS);
    if (disks.some(({ file }) => resolve(file) === resolve(VM_DISK)))
      return `${VM_DISK} is the first disk already`;
    const missing = disks.find(({ file, size }) => size === "" && !existsSync(file));
    if (missing) return `there is no ${missing.file}; with a size (${missing.file}:20G) it would be made`;
    return disks.map(({ file }) => whyFolder(file)).find(Boolean);
  },
  VM_CDROM: ({ VM_CDROM: file }) => (file === "" ? undefined : whyNoImage(file)),
  VM_CLOUD_INIT({ VM_CLOUD_INIT: folder }) {
    if (folder === "") return undefined;
    if (!isFolder(folder)) return `there is no folder ${folder}`;
    const found = cloudInitFiles.some(name => isFile(join(folder, name)));
    return found ? undefined : `${folder} has none of ${cloudInitFiles.join(", ")}`;
  },
  VM_OVMF_CODE: ({ VM_OVMF_CODE }) => missingFile(VM_OVMF_CODE),
  VM_OVMF_VARS: ({ VM_OVMF_VARS }) => missingFile(VM_OVMF_VARS),
  VM_TPM: ({ VM_TPM }, env) =>
    VM_TPM && !isInstalled("swtpm", env)
      ? "swtpm, which plays the TPM, is not installed (Debian has it as swtpm)"
      : undefined,
  QEMU_USER: ({ QEMU_USER }) =>
    QEMU_USER === "" || isUser(QEMU_USER) ? undefined : `there is no user ${QEMU_USER}`,
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
 * What a value alone does not show.
 * @throws ConfigError
 */
export function checkConfig(config: Config, env: NodeJS.ProcessEnv): void {
  const all = { ...checks, ...(config.QMP_SOCK === "" && checksOfOwnQemu) };
  for (const [name, check] of Object.entries(all)) {
    const problem = check(config, env);
    if (problem !== undefined) throw new ConfigError(`${name}: ${problem}.`);
  }
}
