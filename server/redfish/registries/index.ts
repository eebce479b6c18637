import { baseVersion } from "./base.ts";
import { attributeRegistryId, attributeRegistryName, attributeRegistryUri } from "./bios-attributes.ts";
import { heartbeatEvent } from "./heartbeat-event.ts";
import { logServiceEvent } from "./log-service.ts";
import { platform } from "./platform.ts";
import { qemuBmc } from "./qemu-bmc.ts";
import { type Registry, registryName } from "./registry.ts";
import { resourceEvent } from "./resource-event.ts";
import { sensorEvent } from "./sensor-event.ts";
import { taskEvent } from "./task-event.ts";
import { update } from "./update.ts";

/** The registries of the messages that events carry. */
export const eventRegistries: readonly Registry[] = [
  heartbeatEvent,
  logServiceEvent,
  platform,
  qemuBmc,
  resourceEvent,
  sensorEvent,
  taskEvent,
];

/** A registry as a client finds it. */
export interface RegistryFile {
  /** "Base.1.22.1" */
  readonly id: string;
  /** "Base.1.22" */
  readonly registry: string;
  readonly name: string;
  readonly location: { readonly Uri: string } | { readonly PublicationUri: string };
}

const publications = "https://redfish.dmtf.org/registries";

const published = ({ prefix, version }: Pick<Registry, "prefix" | "version">): RegistryFile => ({
  id: `${prefix}.${version}`,
  registry: registryName({ prefix, version }),
  name: `${prefix} Message Registry File`,
  location: { PublicationUri: `${publications}/${prefix}.${version}.json` },
});

/** Where the service's own registry is. */
export const ownRegistryUri = `/redfish/v1/Registries/${registryName(qemuBmc)}/${qemuBmc.prefix}.${qemuBmc.version}.json`;

const biosAttributes: RegistryFile = {
  id: attributeRegistryId,
  registry: attributeRegistryName,
  name: "BIOS Attribute Registry File",
  location: { Uri: attributeRegistryUri },
};

/** All registries that this service uses. */
export const registryFiles: readonly RegistryFile[] = [
  published({ prefix: "Base", version: baseVersion }),
  ...[...eventRegistries, update].map(registry =>
    registry === qemuBmc ? { ...published(qemuBmc), location: { Uri: ownRegistryUri } } : published(registry),
  ),
  biosAttributes,
];

/** The service's own registry as a document (DSP2046, MessageRegistry). */
export function ownRegistryDocument() {
  const { prefix, version } = qemuBmc;
  return {
    "@odata.type": "#MessageRegistry.v1_7_0.MessageRegistry",
    Id: `${prefix}.${version}`,
    Name: `${prefix} Message Registry`,
    Description: "What happens to a virtual machine and its BMC and has no message in DMTF's registries.",
    Language: "en",
    RegistryPrefix: prefix,
    RegistryVersion: version,
    OwningEntity: prefix,
    Messages: Object.fromEntries(
      Object.entries<(typeof eventRegistries)[number]["messages"][string]>(qemuBmc.messages).map(
        ([key, { args, severity, message, resolution }]) => [
          key,
          {
            Description: message.replace(/\s*'?%\d'?/g, " …").trim(),
            Message: message,
            MessageSeverity: severity,
            NumberOfArgs: args,
            ...(args > 0 && { ParamTypes: Array(args).fill("string") }),
            Resolution: resolution,
          },
        ],
      ),
    ),
  };
}
